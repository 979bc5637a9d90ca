import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { askRemoteRef } from '../../../src/io/git/ask-remote-ref.ts';
import { listRemoteTags } from '../../../src/io/git/list-remote-tags.ts';

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};
let root = '';
let variables: Record<string, string | undefined> = {};
const commits: string[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'remote-'));
  const git = (...line: string[]) =>
    execFileSync('git', ['-C', join(root, 'owner', 'action'), ...line], {
      env: { ...process.env, ...identity },
      encoding: 'utf8',
    }).trim();
  execFileSync('git', ['init', '-q', '-b', 'main', join(root, 'owner', 'action')], {
    env: { ...process.env, ...identity },
  });
  for (const message of ['one', 'two']) {
    git('commit', '-q', '--allow-empty', '-m', message);
    commits.push(git('rev-parse', 'HEAD'));
  }
  git('tag', 'v1.0.0', commits[0] ?? '');
  git('tag', '-a', '-m', 'annotated', 'v1', commits[0] ?? '');
  git('branch', 'v1');
  variables = {
    ...process.env,
    ...identity,
    GIT_ALLOW_PROTOCOL: 'file',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${root}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://github.com/',
  };
});

test('a tag means its commit, an annotated one too, and comes before a branch of the same name', async () => {
  expect(await askRemoteRef('owner/action', 'v1.0.0', variables)).toEqual({ commit: commits[0] });
  expect(await askRemoteRef('owner/action', 'v1', variables)).toEqual({ commit: commits[0] });
  expect(await askRemoteRef('owner/action', 'main', variables)).toEqual({ commit: commits[1] });
});

test('a tag that does not exist comes with those that do', async () => {
  expect(await askRemoteRef('owner/action', 'v2', variables)).toEqual({ unknown: ['v1', 'v1.0.0'] });
  expect(await listRemoteTags('owner/action', variables)).toEqual(
    new Map([
      ['v1', commits[0]],
      ['v1.0.0', commits[0]],
    ]),
  );
});

test('a repository that is not there, a network that is not there and no git each have their words', async () => {
  expect(await askRemoteRef('owner/none', 'v1', variables)).toMatchObject({
    kind: 'denied',
    failed: 'github.com has no such public repository',
  });
  const away = {
    ...variables,
    GIT_CONFIG_COUNT: '1',
    GIT_ALLOW_PROTOCOL: 'http',
    GIT_CONFIG_KEY_0: 'url.http://127.0.0.1:1/.insteadOf',
    GIT_CONFIG_VALUE_0: 'https://github.com/',
  };
  expect(await askRemoteRef('owner/action', 'v1', away)).toMatchObject({
    kind: 'unreachable',
    failed: 'github.com cannot be reached',
  });
  expect(await listRemoteTags('owner/action', { ...variables, PATH: '/nonexistent' })).toMatchObject({
    kind: 'no git',
  });
});

test('the repository that it is called from, or is told of, sends nothing elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  execFileSync('git', ['init', '--quiet', folder]);
  execFileSync('git', ['-C', folder, 'config', 'protocol.ext.allow', 'always']);
  const order = `url.ext::sh -c touch% ${folder}/ran % .insteadOf`;
  execFileSync('git', ['-C', folder, 'config', order, 'https://github.com/owner']);
  await listRemoteTags('owner/action', { ...variables, GIT_DIR: join(folder, '.git') });
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('only https is used, and a configuration that rewrites it is told how to be allowed', async () => {
  const { GIT_ALLOW_PROTOCOL: _, ...rest } = variables;
  expect(await listRemoteTags('owner/action', rest)).toMatchObject({
    failed: expect.stringContaining('only https is used') as string,
  });
});
