import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { readMarks } from '../../../src/io/engine/changed-data.ts';
import { isCutShort } from '../../../src/model/rehearsal/container-image.ts';
import { digestArchive, packFolders, readFiles } from '../../../src/io/engine/container-files.ts';

const nothing = (): void => undefined;

test('what is packed is read back, with ids that a plain tar header cannot hold', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'container-files-'));
  try {
    mkdirSync(join(folder, 'models'));
    writeFileSync(join(folder, 'models', 'weights.bin'), Buffer.alloc(5000));
    writeFileSync(join(folder, 'cohort.csv'), 'id,age\n1,40\n2,50');
    symlinkSync('/etc/passwd', join(folder, 'link'));
    const archive = packFolders([
      { path: 'safe_data', uid: 1998602116, gid: 7000, mode: 0o2775, from: folder, content: 'theirs' },
    ]);
    expect(await readFiles(archive, 'safe_data', 100, nothing)).toEqual([
      { path: 'cohort.csv', type: 'file', size: 16, uid: 1998602116, mode: 0o666, rows: 2 },
      { path: 'models', type: 'directory', size: 0, uid: 1998602116, mode: 0o777 },
      { path: 'models/weights.bin', type: 'file', size: 5000, uid: 1998602116, mode: 0o666 },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('read-only content belongs to root and nobody may write it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'container-files-'));
  try {
    writeFileSync(join(folder, 'run.sh'), '', { mode: 0o700 });
    const archive = packFolders([{ path: '', uid: 1000, gid: 100, mode: 0o755, from: folder, content: 'readable' }]);
    expect(await readFiles(archive, 'safe_data', 100, nothing)).toEqual([
      { path: 'run.sh', type: 'file', size: 0, uid: 0, mode: 0o755 },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a listing ends at its limit and says so', async () => {
  let stopped = false;
  const archive = packFolders(['a', 'b', 'c'].map((path) => ({ path, uid: 0, gid: 0, mode: 0o755 })));
  const files = await readFiles(archive, 'x', 2, () => (stopped = true));
  expect([files.length, stopped]).toEqual([2, true]);
});

test('a listing ends where its names are too long for a record', async () => {
  let stopped = false;
  const names = Array.from({ length: 400 }, (_, at) => `${'d'.repeat(200)}/${'e'.repeat(3000)}${String(at)}`);
  const archive = packFolders(names.map((path) => ({ path, uid: 0, gid: 0, mode: 0o755 })));
  const files = await readFiles(archive, 'x', 20_000, () => (stopped = true));
  expect([files.length < 320, stopped, isCutShort(files)]).toEqual([true, true, true]);
});

test('an archive that ends too early gives what came before', async () => {
  const whole: Buffer[] = [];
  for await (const chunk of packFolders(['a', 'b'].map((path) => ({ path, uid: 0, gid: 0, mode: 0o755 }))))
    whole.push(chunk as Buffer);
  const cut = Buffer.concat(whole).subarray(0, 1800);
  expect((await readFiles(Readable.from([cut]), 'x', 9, nothing)).map(({ path }) => path)).toEqual(['a']);
  expect(await readFiles(Readable.from([]), 'x', 9, nothing)).toEqual([]);
});

const archiveOf = (top: string): Readable => {
  const made = pack();
  made.entry({ name: top, type: 'directory' });
  made.entry({ name: `${top}a.txt` }, 'a\n');
  made.entry({ name: `${top}l`, type: 'symlink', linkname: 'a.txt' });
  made.entry({ name: `${top}p`, type: 'fifo' });
  made.entry({ name: `${top}app/a.txt` }, 'a\n');
  made.finalize();
  return made as unknown as Readable;
};
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

test('files and links of an archive are digested, by either way in which engines name them', async () => {
  const expected = [
    ['a.txt', sha('a\n')],
    ['l', `link:${sha('a.txt')}`],
    ['p', 'fifo'],
    ['app/a.txt', sha('a\n')],
  ];
  expect([...(await digestArchive(archiveOf('app/'), 'app', false, nothing))]).toEqual(expected);
  expect([...(await digestArchive(archiveOf('./'), 'app', false, nothing))]).toEqual(expected);
  // Where a file was asked for, a folder of the same name is not gone through.
  expect([...(await digestArchive(archiveOf('app/'), 'app', true, nothing))]).toEqual([]);
  const one = pack();
  one.entry({ name: 'a.txt' }, 'a\n');
  one.finalize();
  expect([...(await digestArchive(one as unknown as Readable, 'a.txt', true, nothing))]).toEqual([['', sha('a\n')]]);
});

/** What `cp` says of a file of holes, and then zeros without end. */
async function* hole(size: number): AsyncGenerator<Buffer> {
  const archive = pack();
  archive.entry({ name: 'hole.csv', size });
  for await (const chunk of archive) {
    yield chunk as Buffer;
    break;
  }
  for (;;) yield Buffer.alloc(1 << 20);
}

test('of a file of holes the size is told, and not one row is waited for', async () => {
  let stopped = false;
  const files = await readFiles(Readable.from(hole(900e9)), 'x', 9, () => (stopped = true));
  expect(files).toMatchObject([{ path: 'hole.csv', type: 'file', size: 900e9 }]);
  expect([files[0]?.rows, stopped]).toEqual([undefined, true]);
  expect(await readMarks(Readable.from(hole(900e9)))).toBeUndefined();
});
