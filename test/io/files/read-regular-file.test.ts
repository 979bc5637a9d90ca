import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readRegularFile } from '../../../src/io/files/read-regular-file.ts';
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
