import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findDataFolder } from '../../../src/io/project/find-data-folder.ts';

let parent: string;
let root: string;

beforeEach(() => {
  parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'data-')));
  root = path.join(parent, 'project');
  fs.mkdirSync(path.join(root, 'rehearsal'), { recursive: true });
  fs.mkdirSync(path.join(parent, 'private'));
  fs.writeFileSync(path.join(parent, 'private/key'), 'secret');
});

test('is the one of the project, or none', async () => {
  expect(await findDataFolder(root, undefined, parent)).toBeUndefined();
  fs.mkdirSync(path.join(root, 'rehearsal/safe_data'));
  expect(await findDataFolder(root, undefined, parent)).toEqual({
    path: path.join(root, 'rehearsal/safe_data'),
    entries: 0,
    leftOut: [],
  });
});

test.each([
  ['rehearsal/safe_data', '../../private'],
  ['rehearsal', '../private'],
])('is not reached through a link: %s', async (place, target) => {
  fs.rmSync(path.join(root, place), { recursive: true, force: true });
  fs.symlinkSync(target, path.join(root, place));
  fs.mkdirSync(path.join(parent, 'private/safe_data'));
  await expect(findDataFolder(root, undefined, parent)).rejects.toThrow(/is a link, or lies behind one[^]*--data DIR/);
});

test('may be named openly, and must be a folder then', async () => {
  expect(await findDataFolder(root, 'private', parent)).toEqual({
    path: path.join(parent, 'private'),
    entries: 1,
    leftOut: [],
  });
  await expect(findDataFolder(root, 'private/key', parent)).rejects.toThrow('is a file, not a folder');
  await expect(findDataFolder(root, 'nowhere', parent)).rejects.toThrow('there is no such file or folder');
});

test('names what no run gets: links, special files, and names that are no UTF-8', async () => {
  const folder = path.join(root, 'rehearsal/safe_data');
  fs.mkdirSync(path.join(folder, 'models'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'a.csv'), 'id\n1\n');
  fs.symlinkSync('../a.csv', path.join(folder, 'models/m.bin'));
  fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'x');
  const found = await findDataFolder(root, undefined, parent);
  expect(found?.leftOut.map(({ is }) => is).toSorted()).toEqual(['a link', 'named by bytes that are no UTF-8']);
  expect(found?.leftOut).toContainEqual({ path: 'models/m.bin', is: 'a link' });
});
