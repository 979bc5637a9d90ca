import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
