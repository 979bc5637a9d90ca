import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProcess } from '../../../src/io/engine/container-engine-process.ts';
import { type DataWatch, startWatch, watcherWords } from '../../../src/io/engine/watch-data.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
  await mkdir(join(folder, 'scans'));
  await writeFile(join(folder, 'a.csv'), 'a\n');
  await writeFile(join(folder, 'scans/b.dcm'), 'b\n');
  await symlink('scans/b.dcm', join(folder, 'link'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

async function watch(): Promise<DataWatch> {
  const started = await startWatch((options) => runProcess('perl', watcherWords(folder), options));
  if (started === undefined) throw new Error('Perl of this machine cannot watch: apt-get install perl-base');
  return started;
}

test('nothing is read by who lists and makes files', async () => {
  const watched = await watch();
  await readdir(join(folder, 'scans'));
  await writeFile(join(folder, 'new.csv'), 'new\n');
  const beside = await watch();
  expect(await watched.end()).toEqual([]);
  expect(await beside.end()).toEqual([]);
});

test('files that were opened are named, in folders and by links too', async () => {
  const watched = await watch();
  await readFile(join(folder, 'link'));
  await readFile(join(folder, 'a.csv'));
  expect(await watched.end()).toEqual(['/safe_data/a.csv', '/safe_data/scans/b.dcm']);
  expect(await watched.end()).toEqual(['/safe_data/a.csv', '/safe_data/scans/b.dcm']);
});

test('a folder without files, or none, is not watched', async () => {
  await rm(folder, { recursive: true });
  expect(await startWatch((options) => runProcess('perl', watcherWords(folder), options))).toBeUndefined();
  await mkdir(folder);
  expect(await startWatch((options) => runProcess('perl', watcherWords(folder), options))).toBeUndefined();
  expect(await startWatch(async () => ({ code: 127, out: '', log: '', length: 0 }))).toBeUndefined();
});
