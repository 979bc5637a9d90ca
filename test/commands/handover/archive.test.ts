import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Header, pack as packTar } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verify } from '../../helpers/call-commands.ts';
import { hashArchive } from '../../../src/io/handover/hash-archive.ts';
import { type BundlePart, writeBundle } from '../../../src/io/handover/write-bundle.ts';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

const script = await readFile('templates/handover/verify.sh', 'utf8');
const files: Readonly<Record<string, string>> = {
  'CHECKLIST.md': '# Checklist\n',
  'summary.json': '{\n  "isDraft": false\n}\n',
  'digests.txt': `config sha256:${'1'.repeat(64)}\n`,
  'verify.sh': script,
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const sums = Object.entries(files)
  .map(([name, text]) => `${sha256(text)}  ${name}\n`)
  .join('');
const whole: readonly Member[] = [
  [{ name: 'lung-1.0/', type: 'directory' }],
  ...Object.entries({ ...files, SHA256SUMS: sums }).map(([name, text]): Member => [{ name: `lung-1.0/${name}` }, text]),
];

type Member = readonly [Partial<Header> & Pick<Header, 'name'>, string?];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

async function put(members: readonly Member[]): Promise<string> {
  const tar = packTar();
  for (const [header, text] of members) {
    if (text === undefined) tar.entry(header, '');
    else tar.entry(header, text);
  }
  tar.finalize();
  const path = join(folder, 'bundle.tar');
  await writeFile(path, await buffer(tar));
  return path;
}

async function say(path: string): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const environment = catchEnvironment();
  const code = await verify({ targets: [path], flags: {} }, environment);
  return { code, lines: environment.printed.out.trimEnd().split('\n') };
}

const rewritten = [
  'changed: the archive is not byte for byte as it was written, and may unpack to other files than are read in it',
  'not whole: do not rely on this bundle',
];
const change = (name: string, text: string): readonly Member[] =>
  whole.map((member) => (member[0].name === `lung-1.0/${name}` ? [member[0], text] : member));

test('an archive is looked at without unpacking it, and says what its folder says', async () => {
  const said = await say(await put(whole));
  expect(said).toMatchObject({ code: 0, lines: ['whole: 4 files are as they were packed', expect.any(String)] });
  execFileSync('tar', ['-xf', 'bundle.tar'], { cwd: folder });
  expect(await say(join(folder, 'lung-1.0'))).toEqual(said);
  const { status, stdout } = spawnSync('sh', ['lung-1.0/verify.sh'], { cwd: folder, encoding: 'utf8' });
  expect([status, stdout.trimEnd().split('\n').slice(0, 2)]).toEqual([0, said.lines]);
});

describe('sees what was done to an archive:', () => {
  test.each<readonly [string, readonly Member[], string]>([
    ['a changed file', change('CHECKLIST.md', 'other'), 'changed: CHECKLIST.md'],
    ['changed sums', change('SHA256SUMS', sums.replace('a', 'b')), 'changed: '],
    ['a missing file', whole.filter(([{ name }]) => !name.endsWith('.json')), 'missing: summary.json'],
    ['an added file', [...whole, [{ name: 'lung-1.0/more.txt' }, 'x']], 'added: more.txt'],
    ['an added folder', [...whole, [{ name: 'lung-1.0/more/x' }, 'x']], 'added: more/x'],
    ['a file beside the folder', [...whole, [{ name: 'other' }, 'x']], 'added: ../other'],
    ['a file above it', [...whole, [{ name: '../../etc/passwd' }, 'x']], 'added: ../../../etc/passwd'],
    ['an absolute name', [...whole, [{ name: '/etc/passwd' }, 'x']], 'added: ..//etc/passwd'],
    ['an unusual name', [...whole, [{ name: 'lung-1.0/a\nwhole: 4' }, 'x']], 'added: a file with an unusual name'],
    [
      'a second file of the same name',
      [...whole, [{ name: 'lung-1.0/CHECKLIST.md' }, files['CHECKLIST.md'] ?? '']],
      'changed: CHECKLIST.md',
    ],
    [
      'the same name spelt otherwise',
      [...whole, [{ name: './lung-1.0/CHECKLIST.md' }, 'other']],
      'changed: CHECKLIST.md',
    ],
    [
      'a link in the place of a file',
      whole.map((member) =>
        member[0].name.endsWith('CHECKLIST.md')
          ? [{ name: member[0].name, type: 'symlink', linkname: '/etc/passwd' }]
          : member,
      ),
      'changed: CHECKLIST.md',
    ],
    [
      'a file of a kind that no bundle has, and that is not read to its end',
      whole.map((member): Member =>
        member[0].name.endsWith('CHECKLIST.md') ? [{ ...member[0], type: 'contiguous-file' }, member[1] ?? ''] : member,
      ),
      'changed: CHECKLIST.md',
    ],
  ])('%s', async (_, members, line) => {
    const { code, lines } = await say(await put(members));
    expect(code).toBe(1);
    expect(lines[0]).toContain(line);
    expect(lines.at(-1)).toBe('not whole: do not rely on this bundle');
  });

  test.each<readonly [string, Readonly<Partial<Header>>]>([
    ['a name for GNU tar alone', { pax: { 'GNU.sparse.name': 'lung-1.0/notes.txt' } }],
    ['less of it for GNU tar alone', { pax: { 'GNU.sparse.major': '0', 'GNU.sparse.map': '0,3' } }],
    ['a name in two places', { pax: { path: 'lung-1.0/CHECKLIST.md', mtime: '1' } }],
    ['an owner', { uid: 1000, uname: 'somebody' }],
    ['rights that a bundle has not', { mode: 0o4755 }],
  ])('words of a header that not every program reads: %s', async (_, more) => {
    const members = whole.map((member): Member =>
      member[0].name.endsWith('CHECKLIST.md') ? [{ ...member[0], ...more }, files['CHECKLIST.md'] ?? ''] : member,
    );
    expect(await say(await put(members))).toEqual({ code: 1, lines: rewritten });
  });

  test.each(['after its end', 'in the gap after a file', 'in a header'])('bytes %s', async (place) => {
    const path = await put(whole);
    const bytes = await readFile(path);
    const at = { 'in the gap after a file': 512 + 512 + 200, 'in a header': 512 + 500 }[place];
    if (at === undefined) await writeFile(path, Buffer.concat([bytes, bytes.subarray(0, 512)]));
    else {
      bytes[at] = 1;
      if (place === 'in a header') bytes.write('0', 512 + 148 + 7);
      await writeFile(path, bytes);
    }
    expect((await say(path).catch(() => ({ code: 2 }))).code).not.toBe(0);
  });

  test('what GNU tar packs anew is named, and its folder can be looked at', async () => {
    execFileSync('tar', ['-xf', await put(whole)], { cwd: folder });
    execFileSync('tar', ['-cf', 'again.tar', 'lung-1.0'], { cwd: folder });
    expect(await say(join(folder, 'again.tar'))).toEqual({ code: 1, lines: rewritten });
    expect((await say(join(folder, 'lung-1.0'))).code).toBe(0);
  });

  test('a bundle in no folder of its own is read too, and one without sums is none', async () => {
    const flat = whole.slice(1).map(([header, text = '']): Member => [{ name: header.name.split('/')[1] ?? '' }, text]);
    expect((await say(await put(flat))).code).toBe(0);
    expect((await say(await put(whole.slice(0, 2)))).code).toBe(2);
  });

  test('one that goes on with nothing after its files is not read to its end', async () => {
    const path = await put(whole);
    await truncate(path, 90e9);
    await expect(say(path)).rejects.toThrow('goes on after the end of its files');
    await truncate(path, 200e9);
    await expect(say(path)).rejects.toThrow('at most 107 GB are read');
  });

  test('one whose list of sums claims gigabytes is refused by its size alone', async () => {
    const path = await put([[{ name: 'lung-1.0/SHA256SUMS' }, 'x']]);
    const bytes = await readFile(path);
    bytes.write(`${(8e9).toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    bytes.fill(' ', 148, 156);
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    await writeFile(path, bytes);
    await truncate(path, 8e9 + 2048);
    await expect(say(path)).rejects.toThrow('lung-1.0/SHA256SUMS is 8 GB, and at most 268 MB of it are read');
  });

  test('how much is read is said where that takes time', async () => {
    const environment = catchEnvironment();
    const path = join(folder, 'long.tar');
    await writeFile(path, 'no archive');
    await truncate(path, 2e9);
    await expect(verify({ targets: [path], flags: {} }, environment)).rejects.toThrow(UserError);
    expect(environment.printed.err).toContain('Reading 2 GB');
  });

  test.each(['cut', 'compressed', 'no archive', 'empty'])('one that is %s is never whole', async (what) => {
    const bytes = await readFile(await put(whole));
    const path = join(folder, 'bad.tar');
    const forms: Readonly<Record<string, Uint8Array | string>> = {
      cut: bytes.subarray(0, 1400),
      compressed: gzipSync(bytes),
      'no archive': 'x'.repeat(2000),
      empty: '',
    };
    await writeFile(path, forms[what] ?? '');
    const code = await say(path).then(
      ({ code: ended }) => ended,
      (error: unknown) => (error instanceof UserError ? 2 : 0),
    );
    expect(code).toBe(2);
  });
});

test('a draft is named as one', async () => {
  const draft = { ...files, DRAFT: 'open: 1\n' };
  const list = Object.entries(draft).map(([name, text]) => `${sha256(text)}  ${name}\n`);
  const members = Object.entries({ ...draft, SHA256SUMS: list.join('') });
  const { code, lines } = await say(await put(members.map(([name, text]): Member => [{ name }, text])));
  expect([code, lines.slice(0, 2)]).toEqual([
    0,
    ['whole: 5 files are as they were packed', 'draft: it was packed while points were open; DRAFT names them'],
  ]);
});

test('the same bundle gives the same bytes, and nothing is left where it cannot be written', async () => {
  await writeFile(join(folder, 'image'), 'layers');
  const parts = new Map<string, BundlePart>([
    ['verify.sh', { text: script, executable: true }],
    ['image.tar', { copyOf: join(folder, 'image') }],
  ]);
  const archive = { folder: 'lung-1.0', time: '2026-11-26T10:00:00Z' };
  const write = async (name: string): Promise<void> =>
    writeBundle({ path: join(folder, name), name, archive, replaces: [] }, parts);
  await write('a.tar');
  await write('b.tar');
  expect(await hashArchive(join(folder, 'a.tar'), { marker: 'verify.sh', kept: [], limit: 1 })).toMatchObject({
    isRewritten: false,
  });
  expect(await readFile(join(folder, 'a.tar'))).toEqual(await readFile(join(folder, 'b.tar')));
  expect(execFileSync('tar', ['-tvf', 'a.tar'], { cwd: folder, encoding: 'utf8' })).toMatch(
    /^drwxr-xr-x 0\/0 .*lung-1\.0\/\n-rw-r--r-- 0\/0 +6 .*\/image\.tar\n-rwxr-xr-x 0\/0 .*\/verify\.sh\n$/,
  );
  parts.set('image.tar', { copyOf: join(folder, 'gone') });
  await expect(write('c.tar')).rejects.toThrow('cannot be written');
  await mkdir(join(folder, 'd.tar'));
  await writeFile(join(folder, 'd.tar/x'), '');
  parts.delete('image.tar');
  await expect(write('d.tar')).rejects.toThrow('cannot be written');
  expect((await readdir(folder)).toSorted()).toEqual(['a.tar', 'b.tar', 'd.tar', 'image']);
});
