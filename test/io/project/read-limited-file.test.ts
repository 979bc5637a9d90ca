import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLimitedFile } from '../../../src/io/project/read-limited-file.ts';
import { UserError } from '../../../src/model/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'tre-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string, content = ''): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('reads a file up to the limit and not a byte more', () => {
  expect(Buffer.from(readLimitedFile(place('fits', 'x'.repeat(10)), 'fits', 10)).toString()).toBe('x'.repeat(10));
  expect(() => readLimitedFile(place('large', 'x'.repeat(11)), 'large', 10)).toThrow('large: is larger than 10 bytes');
});

test('reads a pipe, and waits for what is written late', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', '{ printf ab; sleep 0.1; printf c; } > "$0"', pipe]);
  expect(Buffer.from(readLimitedFile(pipe, 'pipe', 10)).toString()).toBe('abc');
});

test('a file of 100 MB and an endless device cost no more than the limit', () => {
  const huge = place('huge');
  truncateSync(huge, 100_000_000);
  expect(() => readLimitedFile(huge, 'huge', 1000)).toThrow(UserError);
  expect(() => readLimitedFile('/dev/zero', '/dev/zero', 1000)).toThrow('/dev/zero: is larger than 1000 bytes');
});

test('what cannot be read is named as it was given, with a remedy', () => {
  symlinkSync('loop', join(folder, 'loop'));
  const cases: readonly (readonly [string, string])[] = [
    [join(folder, 'none'), 'x: there is no such file'],
    [folder, 'x: is a folder'],
    [join(place('file'), 'below'), 'x: there is no such file'],
    [join(folder, 'loop'), 'x: is a symbolic link that leads to itself'],
    [`/${'a'.repeat(5000)}`, 'x: is longer than a path can be'],
    ['a\0b', 'x: cannot be read (ERR_INVALID_ARG_VALUE)'],
  ];
  for (const [path, message] of cases) expect(() => readLimitedFile(path, 'x', 10)).toThrow(`${message}\n  To fix: `);
});
