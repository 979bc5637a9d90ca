import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLimitedFile } from '../../src/io/read-limited-file.ts';
import { UserError } from '../../src/model/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'tre-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string, content = ''): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('reads a file up to the limit and not a byte more', async () => {
  expect(Buffer.from(await readLimitedFile(place('fits', 'x'.repeat(10)), 'fits', 10)).toString()).toBe('x'.repeat(10));
  await expect(readLimitedFile(place('large', 'x'.repeat(11)), 'large', 10)).rejects.toThrow('large: is larger than 10 bytes');
});

test('reads a pipe', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = readLimitedFile(pipe, 'pipe', 10);
  writeFileSync(pipe, 'abc');
  expect(Buffer.from(await reading).toString()).toBe('abc');
});

test('a file of 100 MB and an endless device cost no more than the limit', async () => {
  const huge = place('huge');
  truncateSync(huge, 100_000_000);
  await expect(readLimitedFile(huge, 'huge', 1000)).rejects.toThrow(UserError);
  await expect(readLimitedFile('/dev/zero', '/dev/zero', 1000)).rejects.toThrow('/dev/zero: is larger than 1000 bytes');
});

test('what cannot be read is named as it was given, with a remedy', async () => {
  symlinkSync('loop', join(folder, 'loop'));
  const cases: readonly (readonly [string, string])[] = [
    [join(folder, 'none'), 'x: there is no such file'], [folder, 'x: is a folder'], [join(place('file'), 'below'), 'x: there is no such file'],
    [join(folder, 'loop'), 'x: is a symbolic link that leads to itself'], [`/${'a'.repeat(5000)}`, 'x: is longer than a path can be'], ['a\0b', 'x: cannot be read (ERR_INVALID_ARG_VALUE)'],
  ];
  for (const [path, message] of cases) await expect(readLimitedFile(path, 'x', 10)).rejects.toThrow(`${message}\n  To fix: `);
});
