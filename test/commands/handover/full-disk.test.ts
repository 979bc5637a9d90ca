import fs from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { appendToFile } from '../../../src/io/gate/append-to-file.ts';
import { writeBundle } from '../../../src/io/handover/write-bundle.ts';
import { writeNamedFile } from '../../../src/io/handover/write-named-file.ts';
import { UserError } from '../../../src/model/errors.ts';
import { withFault } from '../../helpers/faulty-file-system.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const full = {
  what: 'the disk is full (ENOSPC)',
  fix: 'free some space, then run the same command again',
};
const noSpace = (): never => {
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
};
const problemOf = (error: unknown): unknown => (error instanceof UserError ? error.problems[0] : error);

test('a bundle for which the disk has no room says so, leaves no folder, and the draft before it stays', async () => {
  const parts = new Map([
    ['CHECKLIST.md', { text: '# Checklist\n' }],
    ['summary.json', { text: '{}\n' }],
  ]);
  const draft = join(folder, 'out/draft');
  const write = async (): Promise<void> =>
    writeBundle({ path: join(folder, 'a/handover/x-1'), name: 'a/handover/x-1', replaces: [draft] }, parts);
  const renew = async (): Promise<void> => {
    await rm(folder, { recursive: true });
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, 'DRAFT'), '');
  };
  await renew();
  const { calls } = await withFault(0, { kind: 'ENOSPC' }, write);
  let failed = 0;
  for (let at = 1; at <= calls; at += 1) {
    await renew();
    const { error } = await withFault(at, { kind: 'ENOSPC' }, write);
    if (error === undefined) continue;
    failed += 1;
    expect(problemOf(error)).toEqual({ where: 'a/handover/x-1', ...full });
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(['out', 'out/draft', 'out/draft/DRAFT']);
  }
  expect(failed).toBeGreaterThan(4);
});

test('so does an archive', async () => {
  vi.spyOn(fs.promises, 'open').mockImplementation(noSpace);
  const archive = { folder: 'x-1', time: '2026-11-26T10:00:00Z' };
  const place = { path: join(folder, 'handover/x-1.tar'), name: 'handover/x-1.tar', archive, replaces: [] };
  expect(problemOf(await writeBundle(place, new Map()).catch((error: unknown) => error))).toEqual({
    where: 'handover/x-1.tar',
    ...full,
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a file that a person named is on a disk that is full, not in a wrong folder', () => {
  expect(() => appendToFile(folder, '/dev/full', 'x')).toThrow('the disk is full');
  expect(() => appendToFile(folder, 'none/x', 'x')).toThrow('cannot be written (ENOENT)');
  expect(() => writeNamedFile(folder, 'none/x', 'x')).toThrow('cannot be written (ENOENT)');
});
