import { PassThrough, Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { readMarks } from '../../../../src/io/engine/changed-data.ts';
import { readFiles } from '../../../../src/io/engine/container-files.ts';
import { splitArchive } from '../../../../src/io/engine/run/read-volumes.ts';

const nothing = (): void => undefined;
const time = new Date(1_700_000_000_000);

/** An archive as docker's `cp` writes one of a folder: its own name first in each path. */
function archiveOf(files: Readonly<Record<string, string | undefined>>): Readable {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) {
    const isLink = text?.startsWith('-> ') === true;
    const type = text === undefined ? 'directory' : isLink ? 'symlink' : 'file';
    const header = { name, mtime: time, mode: 0o640, uid: 7, type } as const;
    if (type === 'file') archive.entry(header, text ?? '');
    else archive.entry({ ...header, ...(isLink && { linkname: text?.slice(3) ?? '' }) });
  }
  archive.finalize();
  return asOfProcess(archive);
}

/** What a program writes comes as a stream of Node's own. */
function asOfProcess(archive: ReturnType<typeof pack>): Readable {
  const stream = new PassThrough();
  archive.on('data', (piece) => stream.write(piece as Buffer)).on('end', () => stream.end());
  return stream;
}

const outputs = { 'r.csv': 'n\n1\n2\n', 'deep/': undefined, 'deep/x.jsonl': '{}\n', link: '-> r.csv' };
const data = { 'a.csv': 'id\n1\n', 'of/': undefined, 'of/b.csv': 'id\n2\n' };
const below = (
  folder: string,
  files: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> => ({
  [`${folder}/`]: undefined,
  ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])),
});
const whole = {
  'top/': undefined,
  ...below('top/safe_data', data),
  ...below('top/safe_outputs', outputs),
  'top/var/': undefined,
  ...below('top/var/tmp', {}),
};
const paths = ['/safe_outputs', '/safe_data', '/var/tmp'];

test('one copy of all folders says of each what a copy of it alone says', async () => {
  const found = await splitArchive(archiveOf(whole), paths, new Set(['/safe_data', '/safe_outputs']));
  expect(found?.listed.get('/safe_outputs')).toEqual(
    (await readFiles(archiveOf(below('safe_outputs', outputs)), 'safe_outputs', 100, nothing)).toSorted((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
  );
  expect(found?.listed.get('/safe_outputs')).toHaveLength(4);
  expect(found?.listed.get('/var/tmp')).toEqual([]);
  expect(found?.marked.get('/safe_data')).toEqual(await readMarks(archiveOf(below('safe_data', data))));
  expect(found?.marked.get('/safe_data')?.size).toBe(4);
  expect(found?.marked.has('/var/tmp')).toBe(false);
});

test('where a folder is not there, or claims more than is read, nothing is said of any', async () => {
  expect(await splitArchive(archiveOf(whole), [...paths, '/scratch'], new Set())).toBeUndefined();
  const archive = pack();
  archive.entry({ name: 'top/safe_outputs/', type: 'directory' });
  archive.entry({ name: 'top/safe_outputs/hole.csv', size: 900_000_000_000 });
  const read = splitArchive(asOfProcess(archive), ['/safe_outputs'], new Set());
  expect(await read).toBeUndefined();
});

test('an archive that breaks off says nothing', async () => {
  const pieces: Buffer[] = [];
  for await (const piece of archiveOf(whole)) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces);
  const cut = splitArchive(Readable.from([text.subarray(0, text.length / 2 + 100)]), paths, new Set());
  expect(await cut.catch(() => undefined)).toBeUndefined();
});
