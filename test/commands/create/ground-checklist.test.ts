import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { create as run, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ground-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const rowOf = (rule: string): string =>
  read('CHECKLIST.md')
    .split('\n')
    .find((line) => line.includes(`<!-- rule:${rule} -->`)) ?? '';

async function create(set: readonly string[], how: 'yours' | 'abort' = 'abort'): Promise<void> {
  const own = ['base=rocker', 'name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group', ...set];
  await run({ targets: [folder], flags: { set: own, defaults: true, 'on-conflict': how } }, catchEnvironment());
}

/** A person takes the port out of the image. */
function dropPort(): void {
  writeFileSync(join(folder, 'Dockerfile'), read('Dockerfile').replace(/^EXPOSE .*$/m, 'HEALTHCHECK NONE'));
}

test('a checklist quotes the lines that are on the disk, not those of the template', async () => {
  await create([]);
  expect(rowOf('interactive-port-exposed')).toContain('EXPOSE 8787');
  dropPort();
  await create(['port=8999'], 'yours');
  expect(read('Dockerfile')).not.toMatch(/^EXPOSE/m);
  expect(rowOf('interactive-port-exposed')).not.toContain('EXPOSE 8999');
  expect(rowOf('interactive-port-exposed')).not.toMatch(/^- \[x\]/);
});

test('the run that finishes an upgrade after markers looks at what the person made of them', async () => {
  await create([]);
  dropPort();
  await upgrade({ targets: [folder], flags: { set: ['port=8999'], defaults: true } }, catchEnvironment());
  expect(read('Dockerfile')).toContain('<<<<<<<');
  writeFileSync(
    join(folder, 'Dockerfile'),
    read('Dockerfile').replace(/^<<<<<<<[^\n]*\n([^]*?)^\|{7}[^]*?^>>>>>>>[^\n]*\n/gm, '$1'),
  );
  await upgrade({ targets: [folder], flags: { defaults: true } }, catchEnvironment());
  expect(read('Dockerfile')).not.toMatch(/^EXPOSE/m);
  expect(rowOf('interactive-port-exposed')).not.toMatch(/^- \[x\]/);
  expect(rowOf('interactive-port-exposed')).not.toContain('EXPOSE 8999');
});

test('where the person took the Dockerfile away, nothing of the template stands as seen', async () => {
  await create([]);
  rmSync(join(folder, 'Dockerfile'));
  await create(['port=8999']);
  expect(rowOf('interactive-port-exposed')).not.toMatch(/^- \[x\]|EXPOSE/);
  expect(rowOf('non-root-user')).not.toMatch(/^- \[x\]/);
});

test('a checklist that an upgrade leaves out stays as it is', async () => {
  await create([]);
  dropPort();
  const before = read('CHECKLIST.md');
  const flags = { set: ['contact=ada@example.org'], defaults: true, except: ['CHECKLIST.md'] };
  await upgrade({ targets: [folder], flags }, catchEnvironment());
  expect(read('Dockerfile')).toContain('ada@example.org');
  expect(read('CHECKLIST.md')).toBe(before);
});

test('where nothing changes, nothing is written, whatever else came into the folder', async () => {
  await create([]);
  writeFileSync(join(folder, 'notes.txt'), 'mine\n');
  const before = read('CHECKLIST.md');
  await create([]);
  expect(read('CHECKLIST.md')).toBe(before);
});
