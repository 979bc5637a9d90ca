import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeBundle } from '../../../src/io/handover/write-bundle.ts';
import { syncAll } from '../../../src/io/transaction/journal.ts';
import { save, writeWhole } from '../../../src/io/transaction/write-whole.ts';

// Somebody else who may write in a folder puts links and pipes of theirs where this program is about to write.

let folder = '';
let victim = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'whole-'));
  victim = path.join(folder, 'victim');
  fs.writeFileSync(victim, 'private\n', { mode: 0o600 });
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});
const expectUntouched = (): void => {
  expect(fs.readFileSync(victim, 'utf8')).toBe('private\n');
  expect(fs.statSync(victim).mode & 0o777).toBe(0o600);
};

test('a new file is no file behind a link', () => {
  const link = path.join(folder, 'link');
  fs.symlinkSync(victim, link);
  expect(() => writeWhole(link, 'x', 0o666)).toThrow('EEXIST');
  expectUntouched();
});

test('the mode is given to what was written, whatever its name leads to by then', () => {
  const file = path.join(folder, 'file');
  const real = fs.writeFileSync;
  vi.spyOn(fs, 'writeFileSync').mockImplementation((...given) => {
    real(...given);
    fs.renameSync(file, `${file}.ours`);
    fs.symlinkSync(victim, file);
  });
  writeWhole(file, 'x', 0o666);
  vi.restoreAllMocks();
  expectUntouched();
  expect(fs.statSync(`${file}.ours`).mode & 0o777).toBe(0o666);
});

test('where links cannot be had, a copy has bytes and mode', () => {
  vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw new Error('EPERM');
  });
  save(victim, path.join(folder, 'saved'));
  expect(fs.readFileSync(path.join(folder, 'saved'), 'utf8')).toBe('private\n');
  expect(fs.statSync(path.join(folder, 'saved')).mode & 0o777).toBe(0o600);
});

test('a pipe in the place of a staged file is not waited for', async () => {
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const ended = syncAll([pipe]).then(
    () => 'went on',
    () => 'refused',
  );
  expect(['went on', 'refused']).toContain(await ended);
});

test('a bundle is not written through links of a folder that came in its place', async () => {
  const place = path.join(folder, 'handover/x-1');
  fs.mkdirSync(path.dirname(place));
  const real = fs.mkdirSync;
  vi.spyOn(fs, 'mkdirSync').mockImplementation((made, options) => {
    const first = real(made, options as fs.MakeDirectoryOptions);
    if (String(made).endsWith('.part')) fs.symlinkSync(victim, path.join(String(made), 'Dockerfile'));
    return first;
  });
  const parts = new Map([['Dockerfile', { text: 'FROM evil\n' }]]);
  await expect(writeBundle({ path: place, name: 'handover/x-1', replaces: [] }, parts)).rejects.toThrow('x-1');
  vi.restoreAllMocks();
  expectUntouched();
  expect(fs.existsSync(place)).toBe(false);
});
