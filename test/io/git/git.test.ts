import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listGitChanges } from '../../../src/io/git/git-changes.ts';
import { readGit } from '../../../src/io/git/git.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tre-git-'));
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
  vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const git = (...arguments_: string[]) => execFileSync('git', ['-C', folder, ...arguments_]);

test('reads user and remote from where the project will be made', async () => {
  git('init', '--quiet');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  git('config', 'remote.origin.url', 'git@github.com:ada/lung.git');
  expect(await readGit(join(folder, 'not', 'yet'))).toEqual({
    user: 'Ada <ada@example.org>',
    remote: 'git@github.com:ada/lung.git',
  });
});

test('who the user is says their own configuration, whatever the repository says', async () => {
  writeFileSync(join(folder, 'own'), '[user]\n\tname = Ada\n');
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'own'));
  git('init', '--quiet');
  git('config', 'user.name', 'Dr Governance');
  expect(await readGit(folder)).toEqual({ user: 'Dr Governance', own: 'Ada' });
});

test('half a user is still somebody', async () => {
  git('init', '--quiet');
  git('config', 'user.email', 'ada@example.org');
  expect(await readGit(folder)).toEqual({ user: '<ada@example.org>' });
});

test('without a repository, and without git, nothing is known', async () => {
  expect(await readGit(folder)).toEqual({});
  vi.stubEnv('PATH', folder);
  expect(await readGit(folder)).toEqual({});
});

test('of a submodule and of a second working tree it reads the repository that they belong to', async () => {
  git('init', '--quiet', 'main');
  const main = (...words: string[]) => execFileSync('git', ['-C', join(folder, 'main'), ...words]);
  main('config', 'user.email', 'ada@example.org');
  main('-c', 'user.name=x', 'commit', '--quiet', '--allow-empty', '--message', 'x');
  main('worktree', 'add', '--quiet', '../second');
  expect(await readGit(join(folder, 'second'))).toEqual({ user: '<ada@example.org>' });
});

test('what a repository includes is not read, and a configuration that is no file is not waited for', async () => {
  git('init', '--quiet');
  writeFileSync(join(folder, 'other'), '[user]\n\tname = Eve\n');
  for (const path of ['../other', join(folder, 'other')]) {
    git('config', 'include.path', path);
    expect(await readGit(folder)).toEqual({});
  }
  rmSync(join(folder, '.git', 'config'));
  execFileSync('mkfifo', [join(folder, '.git', 'config')]);
  expect(await readGit(folder)).toEqual({});
});

test('a submodule names its working tree', async () => {
  git('init', '--quiet', 'library');
  const library = ['-C', join(folder, 'library'), '-c', 'user.name=x', '-c', 'user.email=x'];
  execFileSync('git', [...library, 'commit', '--quiet', '--allow-empty', '--message', 'x']);
  git('init', '--quiet');
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(folder, 'library'), 'sub');
  execFileSync('git', ['-C', join(folder, 'sub'), 'config', 'user.name', 'Ada']);
  expect((await readGit(join(folder, 'sub'))).user).toBe('Ada');
});

test('a .git that leads elsewhere is not followed, as a file or as a link', async () => {
  git('init', '--quiet', 'private');
  execFileSync('git', ['-C', join(folder, 'private'), 'config', 'user.name', 'Eve']);
  const place = join(folder, 'theirs', '.git');
  mkdirSync(join(folder, 'theirs', 'inner', 'worktrees', 'a'), { recursive: true });
  writeFileSync(join(folder, 'theirs', 'inner', 'worktrees', 'a', 'gitdir'), place);
  writeFileSync(join(folder, 'theirs', 'inner', 'worktrees', 'a', 'commondir'), join(folder, 'private', '.git'));
  for (const target of [join(folder, 'private', '.git'), '../private/.git', 'inner/worktrees/a']) {
    writeFileSync(place, `gitdir: ${target}\n`);
    expect(await readGit(join(folder, 'theirs'))).toEqual({});
  }
  rmSync(place);
  symlinkSync('../private/.git', place);
  expect(await readGit(join(folder, 'theirs'))).toEqual({});
  rmSync(place);
  mkdirSync(place);
  symlinkSync('../../private/.git/config', join(place, 'config'));
  expect(await readGit(join(folder, 'theirs'))).toEqual({});
});

const order = (): string => `sh -c 'touch ${join(folder, 'ran')}; cat'`;

describe('a repository that gives orders', () => {
  beforeEach(() => {
    git('init', '--quiet');
    writeFileSync(join(folder, 'a'), 'one\n');
    writeFileSync(join(folder, 'crlf'), 'one\r\n');
    git('add', 'a');
    execFileSync('git', ['-C', folder, '-c', 'core.autocrlf=input', 'add', 'crlf'], { stdio: 'ignore' });
    git('-c', 'user.name=x', '-c', 'user.email=x', 'commit', '--quiet', '--message', 'x');
    git('config', 'core.fsmonitor', order());
    git('config', 'filter.x.clean', order());
    git('config', 'core.hooksPath', join(folder, 'hooks'));
    writeFileSync(join(folder, '.git', 'info', 'attributes'), '* filter=x\n');
    writeFileSync(join(folder, 'new'), 'x');
  });

  test('is asked only for what was committed', async () => {
    const root = realpathSync(folder);
    expect(await listGitChanges(root, ['a', 'crlf', 'new', 'missing'])).toEqual(['new']);
    writeFileSync(join(folder, 'a'), 'two\n');
    git('-c', 'core.fsmonitor=false', 'config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.url', `ext::${order()}`);
    expect(await listGitChanges(root, ['a', 'crlf', 'new'])).toEqual(['a', 'new']);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('is not asked where it is a bare one inside the folder', async () => {
    const bare = join(folder, 'bare');
    git('clone', '--quiet', '--bare', '.', 'bare');
    execFileSync('git', ['-C', bare, 'config', 'core.bare', 'false']);
    execFileSync('git', ['-C', bare, 'config', 'core.worktree', '.']);
    writeFileSync(join(bare, 'a'), 'x');
    rmSync(join(folder, 'ran'), { force: true });
    expect(await listGitChanges(realpathSync(bare), ['a'])).toEqual([]);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });
});
