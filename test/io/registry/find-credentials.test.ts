import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findCredentials } from '../../../src/io/registry/find-credentials.ts';

async function makeHome(files: Record<string, Record<string, string>>): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  for (const [path, logins] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    const auths = Object.fromEntries(
      Object.entries(logins).map(([key, login]) => [key, { auth: Buffer.from(login).toString('base64') }]),
    );
    await writeFile(join(home, path), JSON.stringify({ auths }));
  }
  return home;
}

test("podman's files come before docker's, and REGISTRY_AUTH_FILE stands alone", async () => {
  const HOME = await makeHome({
    'run/containers/auth.json': { 'a.example': 'u:run' },
    '.config/containers/auth.json': { 'a.example': 'u:config', 'b.example': 'u:config' },
    '.docker/config.json': { 'b.example': 'u:docker', 'c.example': 'u:docker' },
    'only.json': { 'd.example': 'u:only' },
    'elsewhere/config.json': { 'c.example': 'u:elsewhere' },
  });
  const variables = { HOME, XDG_RUNTIME_DIR: join(HOME, 'run') };
  const password = async (host: string, more = {}) =>
    (await findCredentials(`${host}/x/y`, { ...variables, ...more })).credentials;
  expect(await password('a.example')).toEqual({ username: 'u', password: 'run' });
  expect(await password('b.example')).toEqual({ username: 'u', password: 'config' });
  expect(await password('c.example')).toEqual({ username: 'u', password: 'docker' });
  expect(await password('c.example', { DOCKER_CONFIG: join(HOME, 'elsewhere') })).toEqual({
    username: 'u',
    password: 'elsewhere',
  });
  expect(await password('a.example', { REGISTRY_AUTH_FILE: join(HOME, 'only.json') })).toBeUndefined();
  expect(await password('d.example', { REGISTRY_AUTH_FILE: join(HOME, 'only.json') })).toEqual({
    username: 'u',
    password: 'only',
  });
});

test("the most specific entry wins, a colon in the password stays, and no other host's login is taken", async () => {
  const HOME = await makeHome({
    '.docker/config.json': {
      'quay.io': 'u:host',
      'quay.io/org': 'u:or:g',
      'https://quay.io/org/tool': 'u:tool',
      'quay.io.evil.example': 'u:evil',
      'ghcr.io': 'u:gh',
    },
  });
  const password = async (account: string) => (await findCredentials(account, { HOME })).credentials;
  expect(await password('quay.io/org/tool')).toMatchObject({ password: 'tool' });
  expect(await password('quay.io/org/other')).toMatchObject({ password: 'or:g' });
  expect(await password('quay.io/organisation/x')).toMatchObject({ password: 'host' });
  expect(await password('quay.io.evil/x')).toBeUndefined();
  expect(await password('io/x')).toBeUndefined();
});

test("Docker Hub's login is found under every name that it was ever stored by", async () => {
  for (const key of [
    'https://index.docker.io/v1/',
    'index.docker.io/v1',
    'docker.io',
    'https://registry-1.docker.io/v2/',
  ]) {
    const HOME = await makeHome({ '.docker/config.json': { [key]: 'u:p' } });
    expect((await findCredentials('docker.io/library/python', { HOME })).credentials).toEqual({
      username: 'u',
      password: 'p',
    });
  }
});
