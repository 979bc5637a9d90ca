import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readRegularFile, streamRegularFile } from '../../../src/io/files/read-regular-file.ts';
import { appendToFile } from '../../../src/io/gate/append-to-file.ts';
import { hashFile, hashFolder } from '../../../src/io/handover/hash-files.ts';
import { writeBundle } from '../../../src/io/handover/write-bundle.ts';
import { readLimitedFile, readPlainFile } from '../../../src/io/project/read-limited-file.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import { surveyProject } from '../../../src/io/project/survey-project.ts';

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'regular-')));
  fs.writeFileSync(path.join(root, 'Dockerfile'), 'FROM a\n');
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

/** Puts something else in the file's place in the moment between the look at it and its opening. */
function swapBeforeOpening(make: (file: string) => void): void {
  const file = path.join(root, 'Dockerfile');
  const { openSync } = fs;
  let isSwapped = false;
  const swap = (): void => {
    if (isSwapped) return;
    isSwapped = true;
    fs.rmSync(file);
    make(file);
  };
  vi.spyOn(fs, 'openSync').mockImplementation((...given) => {
    if (given[0] === file) swap();
    return openSync(...given);
  });
}

test('what is read is a regular file, and no link', () => {
  expect(readRegularFile(path.join(root, 'Dockerfile')).toString()).toBe('FROM a\n');
  fs.symlinkSync('Dockerfile', path.join(root, 'link'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  expect(() => readRegularFile(path.join(root, 'link'))).toThrow('ELOOP');
  expect(() => readRegularFile(path.join(root, 'pipe'))).toThrow('is no regular file any more');
  expect(() => readRegularFile(root)).toThrow('is no regular file any more');
});

test('one function alone opens the files of a project to pass their bytes on', () => {
  const files = fs.readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const opened = files.filter((file) => fs.readFileSync(`src/${file}`, 'utf8').includes('createReadStream('));
  expect(opened).toEqual(['io/files/read-regular-file.ts']);
});

test('bytes pass of a regular file alone, and no more of them than it had', async () => {
  const file = path.join(root, 'Dockerfile');
  const stream = streamRegularFile(file);
  fs.appendFileSync(file, 'RUN more\n');
  expect(await text(stream)).toBe('FROM a\n');
  expect(await text(streamRegularFile(file))).toBe('FROM a\nRUN more\n');
  fs.symlinkSync('Dockerfile', path.join(root, 'link'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  for (const [name, problem] of [
    ['link', 'ELOOP'],
    ['pipe', 'is no regular file'],
    ['', 'is no regular file'],
  ] as const) {
    expect(() => streamRegularFile(path.join(root, name))).toThrow(problem);
    expect(await hashFile(path.join(root, name))).toBeUndefined();
  }
});

test.each<[string, (file: string) => void]>([
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  ['a link', (file) => fs.symlinkSync('private', file)],
])('%s in the place of a file of a bundle is no file of it, and none that is packed', async (_, make) => {
  fs.writeFileSync(path.join(root, 'private'), 'SECRET');
  swapBeforeOpening(make);
  const texts = { names: ['Dockerfile'], limit: 1000 };
  const { files, texts: read } = (await hashFolder(root, texts)) ?? {};
  expect([files?.find(({ path: name }) => name === 'Dockerfile'), read?.size]).toEqual([{ path: 'Dockerfile' }, 0]);
  expect(() => readPlainFile(root, 'Dockerfile', 1000)).toThrow(/^Dockerfile: (?:is a symbolic link|cannot be read)/);
  const copy = { path: path.join(root, 'bundle'), name: 'bundle', replaces: [] };
  const parts = new Map([['image.tar', { copyOf: path.join(root, 'Dockerfile') }]]);
  await expect(writeBundle(copy, parts)).rejects.toThrow('bundle: cannot be written');
});

test('a named pipe in the place of a file that a person named is not waited for, and a link in that place is not followed', () => {
  const file = path.join(root, 'Dockerfile');
  swapBeforeOpening((place) => execFileSync('mkfifo', [place]));
  expect(() => readLimitedFile(file, 'Dockerfile', 1000)).toThrow('Dockerfile: is a named pipe');
  vi.restoreAllMocks();
  fs.rmSync(file);
  fs.writeFileSync(file, '');
  swapBeforeOpening((place) => fs.symlinkSync('/dev/zero', place));
  expect(() => appendToFile(root, 'Dockerfile', 'x')).toThrow('Dockerfile: is a symbolic link');
});

test.each<[string, (file: string) => void]>([
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  ['a link to a pipe', (file) => (execFileSync('mkfifo', [`${file}.pipe`]), fs.symlinkSync(`${file}.pipe`, file))],
  ['an endless device', (file) => fs.symlinkSync('/dev/zero', file)],
])(
  '%s in the place of a file that was looked at is neither waited for nor read',
  async (_, make) => {
    swapBeforeOpening(make);
    const { files } = surveyProject(root);
    const found = files.find((file) => file.path === 'Dockerfile');
    expect(found?.text).toBeUndefined();
    expect(found?.unread).toBeDefined();
    vi.restoreAllMocks();
    fs.rmSync(path.join(root, 'Dockerfile'));
    fs.writeFileSync(path.join(root, 'Dockerfile'), 'FROM a\n');
    swapBeforeOpening(make);
    fs.rmSync(path.join(root, 'Dockerfile.pipe'), { force: true });
    await expect(openProject(root).read(['Dockerfile'])).rejects.toThrow(/Dockerfile/);
  },
  20_000,
);
