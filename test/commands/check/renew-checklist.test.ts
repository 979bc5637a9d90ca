import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check as run } from '../../helpers/call-commands.ts';
import { findTriggers } from '../../../src/commands/rehearsal/find-triggers.ts';
import { conductRehearsal } from '../../../src/commands/rehearsal/conduct-rehearsal.ts';
import { type Kept, keepAndRenew } from '../../../src/commands/rehearsal/keep-evidence.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { readRehearsalFlags } from '../../../src/commands/rehearsal/read-rehearsal-flags.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { Environment } from '../../../src/model/command.ts';
import { engineHolding, fakeEngine, fakeImage } from '../fake-engine.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'checklist-'));
  await cp('test/golden/python-minimal', root, { recursive: true });
  // Without a record of its answers nobody knows the name that the cluster's job should start.
  await rm(join(root, 'ces/job.yaml'));
  // Nor which steps of its pipeline this program wrote.
  await rm(join(root, '.github'), { recursive: true });
});
afterEach(async () => rm(root, { recursive: true, force: true }));

/** Rehearses the project in an engine that passes everything, and keeps the evidence. */
async function rehearse(meanwhile: () => Promise<void> = async () => undefined): Promise<Kept> {
  const project = await readRehearsedProject(openProject(root));
  const wishes = readRehearsalFlags({ targets: [], flags: {} });
  const evidence = await conductRehearsal(engineHolding(project), {
    project,
    wishes,
    image: fakeImage,
    version: '1.2.3',
    now: () => 0,
    today: () => '2026-11-23T10:00:00Z',
    tell: () => undefined,
    triggers: await findTriggers({ ...fakeEngine(), inspectImage: async () => undefined }, project),
    builder: 'podman',
  });
  await meanwhile();
  return keepAndRenew(project, evidence, here());
}

function here(err: (text: string) => void = () => undefined) {
  const terminal = { colour: false, columns: 80, out: () => undefined, err };
  return {
    terminal,
    cwd: root,
    version: '1.2.3',
    variables: process.env,
    openProject,
    now: () => 0,
    git: async () => ({}),
    templates: () => '',
    readFile: async () => new Uint8Array(),
  } satisfies Environment;
}

async function renew(flags = {}): Promise<string> {
  let err = '';
  await run(
    { targets: [root], flags: { checklist: true, ...flags } },
    here((text) => void (err += text)),
  );
  return err;
}

const proven = [21, 24, 27, 29, 31, 36];
const put = (path: string, text: string): Promise<void> => writeFile(join(root, path), text);
const checklist = (): Promise<string> => readFile(join(root, 'CHECKLIST.md'), 'utf8');
const rows = async (): Promise<readonly string[]> => {
  const lines = (await checklist()).split('\n');
  return proven.map((number) => lines.find((line) => line.includes(`<!-- question:${number} -->`)) ?? '');
};
const boxes = async (): Promise<readonly string[]> => (await rows()).map((row) => row.slice(2, 5));
/** The rows of which the rehearsal saw a part and left the rest to a person. */
const shownInPart = async (): Promise<readonly number[]> => {
  const said = await rows();
  return proven.filter((_, index) => said[index]?.includes('**Shown in part:**'));
};

test('a check leaves what a rehearsal ticked, and the words beside it, as they are', async () => {
  await rehearse();
  const rehearsed = await rows();
  expect(await boxes()).toEqual(['[x]', '[ ]', '[ ]', '[ ]', '[ ]', '[ ]']);
  expect(await shownInPart()).toEqual([24, 27, 29, 36]);
  await renew();
  expect(await rows()).toEqual(rehearsed);
  expect(await renew()).toBe('CHECKLIST.md is up to date.\n');
});

test('what a person writes into the checklist while a rehearsal runs is kept', async () => {
  await rehearse(async () =>
    put('CHECKLIST.md', (await checklist()).replace('<!-- rows -->', '<!-- rows -->\nAda was here.')),
  );
  expect(await checklist()).toContain('\nAda was here.');
  expect(await boxes()).toEqual(['[x]', '[ ]', '[ ]', '[ ]', '[ ]', '[ ]']);
  expect(await shownInPart()).toEqual([24, 27, 29, 36]);
});

test('a rehearsal leaves no row that rests on a line that has changed since, and says which boxes that cost', async () => {
  const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
  await put('Dockerfile', dockerfile.replace(/@sha256:\w+/, ''));
  const { paths, notes } = await rehearse();
  expect(paths).toContain('CHECKLIST.md');
  expect(notes.join('\n')).toMatch(/CHECKLIST\.md: .* no longer ticked, since .*base-image-pinned/);
  expect((await checklist()).split('<!-- rows -->')[1]).not.toContain('@sha256:bf44cdfc');
  expect(await checklist()).toMatch(/^- \[ \].*<!-- rule:base-image-pinned -->$/m);
  expect(await renew()).toBe('CHECKLIST.md is up to date.\n');
});

test('a check that mends a file says which ticks no longer hold, where it is not to renew them', async () => {
  await rehearse();
  await put('Dockerfile', `${await readFile(join(root, 'Dockerfile'), 'utf8')}ADD x /opt/\n`);
  expect(await renew({ checklist: false, fix: true })).toMatch(/CHECKLIST\.md ticks .* no longer: .*--checklist/);
});

test('a check brings back what a rehearsal proves in a checklist that was written anew', async () => {
  const fresh = await checklist();
  await rehearse();
  const rehearsed = await rows();
  await put('CHECKLIST.md', fresh);
  await renew();
  expect(await rows()).toEqual(rehearsed);
});

test('once the Dockerfile has changed, a check takes the ticks back and says why', async () => {
  await rehearse();
  await put('Dockerfile', `${await readFile(join(root, 'Dockerfile'), 'utf8')}LABEL changed=1\n`);
  await renew();
  expect(new Set(await boxes())).toEqual(new Set(['[ ]']));
  for (const row of await rows())
    expect(row).toContain('**Stale:** Dockerfile has changed since. Run `tre-container rehearse` again.');
  expect(await renew()).toBe('CHECKLIST.md is up to date.\n');
});

test('a Dockerfile that the same check mends makes the evidence stale, and not in a dry run', async () => {
  await put('Dockerfile', (await readFile(join(root, 'Dockerfile'), 'utf8')).replace(/^COPY /m, 'ADD '));
  await rehearse();
  const before = await checklist();
  await renew({ fix: true, 'dry-run': true });
  expect(await checklist()).toBe(before);
  await renew({ fix: true });
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).not.toContain('\nADD ');
  for (const row of await rows()) expect(row).toContain('**Stale:**');
});

test('evidence that cannot be read proves no row, and is named', async () => {
  const before = await rows();
  for (const text of [
    '{',
    '[]',
    '{"cells": [1], "findings": [], "image": {"id": "x"}, "date": "y", "verdict": "pass"}',
  ]) {
    await put('rehearsal/evidence.json', text);
    expect(await renew()).toContain('rehearsal/evidence.json is not a record of a rehearsal');
    expect(await rows()).toEqual(before);
  }
});

test('a row that the tool never wrote is filled at once, and the next check changes nothing', async () => {
  const text = await checklist();
  await put(
    'CHECKLIST.md',
    text
      .replaceAll(/(?: — [^\n]*)?<!-- wrote:\w+:\w+ --> (?=<!-- )/g, '')
      .replaceAll(/^- (?:\[x\] )?(?=\*\*)/gm, '- [ ] '),
  );
  expect(await renew()).toContain('lines renewed');
  const settled = await checklist();
  expect(settled).toContain('- [x] ');
  expect(await renew()).toBe('CHECKLIST.md is up to date.\n');
  expect(await checklist()).toBe(settled);
});

test.each(['python-full', 'rocker-minimal'])(
  'a checklist of 0.1.0 loses the ticks that nothing proves, and hears why',
  async (name) => {
    const old = await readFile(`test/history/0.1.0/${name}/CHECKLIST.md`, 'utf8');
    await put('CHECKLIST.md', old);
    const said = await renew();
    expect(said).toMatch(/^CHECKLIST\.md: \d+ lines renewed\.\n/);
    expect(said).toMatch(
      /boxes are no longer ticked, since nothing against it was found, which proves nothing: .*no-data-files/,
    );
    const text = await checklist();
    expect(text).toMatch(
      /\| \[ \] \| No data file is copied .*Nothing found: .*<!-- wrote:looked:[0-9a-f]{8} --> <!-- rule:no-data-files -->/,
    );
    expect(text).toContain('| ticked by hand, not proved | 0 | 0 | 0 | 0 |');
    expect(await renew()).toBe('CHECKLIST.md is up to date.\n');
  },
);

test('a checklist that a rehearsal renewed is no edit, for which undoing the last write would be refused', async () => {
  const project = openProject(root);
  const current = (await project.read(['CHECKLIST.md'])).get('CHECKLIST.md');
  const next = { text: `${current?.text ?? ''}\n`, executable: false };
  const entry = {
    path: 'CHECKLIST.md',
    action: 'update',
    reason: '',
    ownership: 'user',
    next,
    ...(current === undefined ? {} : { current }),
  } as const;
  await project.apply([entry], { undo: 'a write' });
  await rehearse();
  expect(await project.undoPoint()).toMatchObject({ label: 'a write', edited: [] });
  await put('CHECKLIST.md', `${await checklist()}Ada was here.\n`);
  await rehearse();
  expect(await project.undoPoint()).toMatchObject({ edited: ['CHECKLIST.md'] });
});
