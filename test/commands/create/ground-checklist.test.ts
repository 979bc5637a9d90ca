import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../../src/commands/create/create.ts';
import { run as upgrade } from '../../../src/commands/upgrade/upgrade.ts';
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
    .find((line) => line.includes(`\`${rule}\``) || line.includes(`[${rule}]`)) ?? '';

async function create(set: readonly string[], how: 'keep' | 'abort' = 'abort'): Promise<void> {
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
  await create(['port=8999'], 'keep');
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
