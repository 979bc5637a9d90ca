import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRepository } from '../../../src/io/adopt/list-repository.ts';
import { ignoreWork, readIgnoreRules } from '../../../src/parse/adopt/ignore-rules.ts';

const rules = { readIgnore: readIgnoreRules, ignoreWork, wantsText: (path: string) => /\.(?:py|R)$/.test(path) };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'list-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function git(...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
    stdio: 'pipe',
  });
}

const pathsOf = (directory = folder): readonly string[] =>
  listRepository(directory, rules).files.map(({ path }) => path);

describe('listing a repository', () => {
  it('names what git ignores beside what it tracks in an ignored folder, and a repository of its own', () => {
    write({
      'main.py': '',
      'raw/deep/codes.csv': '',
      'raw/deep/people.csv': '',
      'raw/other/people.csv': '',
      'raw/.gitignore': '!people.csv\n',
      'lib/b.py': '',
      'lib/theirs/.git': 'gitdir: ../elsewhere\n',
      '.gitignore': '/raw/\n',
    });
    git('init', '--quiet');
    git('add', '--force', 'raw/deep/codes.csv');
    const { ignored, files } = listRepository(folder, rules);
    expect(ignored).toEqual(['lib/theirs', 'raw/.gitignore', 'raw/deep/people.csv', 'raw/other']);
    expect(files.map(({ path }) => path)).toEqual(['.gitignore', 'lib/b.py', 'main.py', 'raw/deep/codes.csv']);
  });

  it.each([2, 4])(
    'takes what git tracks, ignored or not, and what it would not ignore (index version %i)',
    (version) => {
      write({
        'main.py': 'print(1)\n',
        'env/a.yml': '',
        '.gitignore': 'env/\n*.log\n',
        'new.py': '',
        'x.log': '',
        'long/name/of/a/folder/one.py': '',
        'long/name/of/a/folder/two.py': '',
      });
      git('init', '--quiet');
      git('add', '--force', 'main.py', 'env', '.gitignore', 'long');
      git('update-index', '--index-version', String(version));
      const listed = listRepository(folder, rules);
      expect(listed.source).toBe('git');
      expect(listed.files.map(({ path }) => path)).toEqual([
        '.gitignore',
        'env/a.yml',
        'long/name/of/a/folder/one.py',
        'long/name/of/a/folder/two.py',
        'main.py',
        'new.py',
      ]);
      expect(listRepository(join(folder, 'long'), rules)).toMatchObject({ folder: 'long', source: 'git' });
      expect(pathsOf(join(folder, 'env'))).toEqual(['a.yml']);
    },
  );

  it('works without git, and with an index that is broken or of a kind that is not read', () => {
    write({ 'a.R': 'x <- 1\n', 'b.csv': 'x\n', '.gitignore': '*.csv\n' });
    expect(listRepository(folder, rules)).toMatchObject({ source: 'folder' });
    expect(pathsOf()).toEqual(['.gitignore', 'a.R']);
    write({ '.git/index': Buffer.from('DIRC\0\0\0\x02\xff\xff\xff\xff') });
    expect(pathsOf()).toEqual(['.gitignore', 'a.R']);
    // Each name is the one before and a letter: of version 4, sixty bytes and one.
    const entry = Buffer.concat([Buffer.alloc(60), Buffer.from([0x0f, 0xff, 0, 0x61, 0])]);
    const head = Buffer.from('DIRC\0\0\0\x04\0\0\x27\x10');
    write({ '.git/index': Buffer.concat([head, ...Array.from({ length: 10_000 }, () => entry)]) });
    expect(pathsOf()).toEqual(['.gitignore', 'a.R']);
  });

  it('obeys nothing of the folder: neither its configuration nor its links', () => {
    write({ 'a.py': 'print(1)\n' });
    git('init', '--quiet');
    git('add', 'a.py');
    write({
      '.git/config': `[core]\n\tfsmonitor = "touch ${join(folder, 'ran')}"\n\tbare = true\n[include]\n\tpath = /dev/zero\n`,
    });
    symlinkSync('/etc', join(folder, 'outside'));
    symlinkSync('/etc/passwd', join(folder, 'b.py'));
    const { files } = listRepository(folder, rules);
    expect(files.map(({ path, text, unread }) => [path, text ?? unread])).toEqual([
      ['a.py', 'print(1)\n'],
      ['b.py', 'it is a link'],
      ['outside', 'it is a link'],
    ]);
  });

  it('reads programs in Latin-1, and no data', () => {
    write({ 'a.R': Buffer.from('x <- "\xe9"\n', 'latin1'), 'b.csv': 'id\n', 'c.py': Buffer.from([0, 1, 2]) });
    expect(listRepository(folder, rules).files.map(({ text, unread }) => text ?? unread)).toEqual([
      'x <- "\u00e9"\n',
      'it is no program and no list',
      'it is not text',
    ]);
  });

  it('says of a folder that is not there that it is not', () => {
    expect(() => listRepository(join(folder, 'none'), rules)).toThrow(/there is no such folder/);
  });

  it('says so where the lists of what git ignores are more than is read, and leaves nothing out then', () => {
    write({ 'env/a.yml': '', '.gitignore': `env/\n${'a'.repeat(600)}\n` });
    expect(listRepository(folder, rules)).toMatchObject({
      incomplete: expect.stringContaining('what they leave out was looked at too') as string,
    });
    expect(pathsOf()).toContain('env/a.yml');
    write({ '.gitignore': `env/\n${'#\n'.repeat(600_000)}` });
    expect(listRepository(folder, rules).incomplete).toBe(
      '.gitignore is too large to be read: what it leaves out was looked at too',
    );
  });
});
