import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from '../../../src/io/project/make-folders.ts';

let parent: string;
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'folders-'));
});
afterEach(() => fs.rmSync(parent, { recursive: true }));

test('makes what is missing, tells it innermost first, and makes nothing twice', () => {
  const [outer, inner] = [path.join(parent, 'a'), path.join(parent, 'a/b')];
  expect(makeFolders(inner, 0o700)).toEqual([inner, outer]);
  expect([outer, inner].map((folder) => fs.statSync(folder).mode & 0o777)).toEqual([0o700, 0o700]);
  expect(makeFolders(inner)).toEqual([]);
});

test('says at once where no folder can be made, and leaves none behind', () => {
  fs.writeFileSync(path.join(parent, 'file'), '');
  fs.symlinkSync('nowhere', path.join(parent, 'link'));
  expect(() => makeFolders(path.join(parent, 'file/a'))).toThrow('ENOTDIR');
  expect(() => makeFolders(path.join(parent, 'link/a'))).toThrow('EEXIST');
  expect(() => makeFolders(path.join(parent, 'a/b', 'c'.repeat(300)))).toThrow('ENAMETOOLONG');
  expect(fs.readdirSync(parent).toSorted()).toEqual(['file', 'link']);
});

test.runIf(process.platform === 'linux')('does not wait for ever where the system has no such place', () => {
  expect(() => makeFolders('/proc/no-such-process/project')).toThrow('ENOENT');
});
