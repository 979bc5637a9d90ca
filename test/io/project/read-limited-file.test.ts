import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { appendToFile } from '../../../src/io/gate/append-to-file.ts';
import { readImageArchive } from '../../../src/io/handover/read-image-archive.ts';
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

test('reads what a shell hands over in a pipe of its own, and waits for what comes late', async () => {
  const program = place('read.mjs');
  await build({
    stdin: {
      contents: `import { readLimitedFile } from './src/io/project/read-limited-file.ts';
process.stdout.write(readLimitedFile(process.argv[2], 'pipe', 10));`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  });
  const command = `"$0" "$1" <(printf ab; sleep 0.1; printf c)`;
  expect(execFileSync('bash', ['-c', command, process.execPath, program]).toString()).toBe('abc');
});

test('a named pipe and a socket are refused at once, in place of waiting for somebody at the other end', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  symlinkSync('pipe', join(folder, 'link'));
  const server = createServer().listen(join(folder, 'socket'));
  await once(server, 'listening');
  for (const name of ['pipe', 'link'])
    expect(() => readLimitedFile(join(folder, name), name, 10)).toThrow(
      `${name}: is a named pipe, which would be waited for`,
    );
  expect(() => readLimitedFile(join(folder, 'socket'), 'socket', 10)).toThrow('socket: is a socket');
  expect(() => appendToFile(folder, 'pipe', 'x')).toThrow('pipe: is a named pipe');
  await expect(readImageArchive(folder, 'pipe')).rejects.toThrow('pipe: is a named pipe');
  server.close();
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
