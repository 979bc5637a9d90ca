import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { packFolders, readFiles } from '../../../src/io/engine/container-files.ts';

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

test('an archive that ends too early gives what came before', async () => {
  const whole: Buffer[] = [];
  for await (const chunk of packFolders(['a', 'b'].map((path) => ({ path, uid: 0, gid: 0, mode: 0o755 }))))
    whole.push(chunk as Buffer);
  const cut = Buffer.concat(whole).subarray(0, 1800);
  expect((await readFiles(Readable.from([cut]), 'x', 9, nothing)).map(({ path }) => path)).toEqual(['a']);
  expect(await readFiles(Readable.from([]), 'x', 9, nothing)).toEqual([]);
});
