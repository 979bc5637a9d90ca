import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findEndpoints } from '../../../src/io/registry/find-endpoints.ts';
import { readRegistriesConf } from '../../../src/io/registry/registries-conf.ts';

const python = { registry: 'docker.io', repository: 'library/python', tag: '3' };

async function findWith(conf: string, image: typeof python) {
  const path = join(await mkdtemp(join(tmpdir(), 'conf-')), 'registries.conf');
  await writeFile(path, conf);
  return findEndpoints(image, await readRegistriesConf({ CONTAINERS_REGISTRIES_CONF: path }));
}

test('without a mapping an image is asked for at its own registry, securely but for this machine', () => {
  expect(findEndpoints(python, [])).toEqual([
    { origin: 'https://registry-1.docker.io', repository: 'library/python', account: 'docker.io/library/python' },
  ]);
  const origin = (registry: string) => findEndpoints({ ...python, registry }, [])[0]?.origin;
  expect(origin('quay.io')).toBe('https://quay.io');
  expect(origin('localhost:5000')).toBe('http://localhost:5000');
  expect(origin('127.0.0.1:5000')).toBe('http://127.0.0.1:5000');
  expect(origin('[::1]:5000')).toBe('http://[::1]:5000');
  expect(origin('127.0.0.1.example')).toBe('https://127.0.0.1.example');
  expect(origin('tre-ghcr-proxy.nsh.loc:5000')).toBe('https://tre-ghcr-proxy.nsh.loc:5000');
});

test('the longest prefix of registries.conf moves an image, whole path parts only', async () => {
  const conf = `
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "docker.io"
location = "cache.example/hub"
[[registry]]
prefix = "docker.io/library"
location = "127.0.0.1:5000/docker.io/library"
insecure = true
[[registry]]
location = "plain.example"
insecure = true
`;
  expect(await findWith(conf, python)).toEqual([
    {
      origin: 'http://127.0.0.1:5000',
      repository: 'docker.io/library/python',
      account: '127.0.0.1:5000/docker.io/library/python',
    },
  ]);
  expect(await findWith(conf, { ...python, repository: 'libraryx/y' })).toMatchObject([
    { origin: 'https://cache.example', repository: 'hub/libraryx/y' },
  ]);
  expect(await findWith(conf, { ...python, registry: 'plain.example' })).toMatchObject([
    { origin: 'http://plain.example', repository: 'library/python' },
  ]);
  expect(await findWith(conf, { ...python, registry: 'plain.example.org' })).toMatchObject([
    { origin: 'https://plain.example.org' },
  ]);
});

test('mirrors that serve tags are asked first; a pattern takes the hosts below it; a blocked prefix is not asked', async () => {
  const conf = `
[[registry]]
prefix = "docker.io"
[[registry.mirror]]
location = "mirror.example/hub"
[[registry.mirror]]
location = "digests.example"
pull-from-mirror = "digest-only"
[[registry]]
prefix = "*.corp.example"
[[registry]]
prefix = "*.lab.example"
location = "127.0.0.1:1/lab"
[[registry]]
prefix = "evil.example"
blocked = true
`;
  expect((await findWith(conf, python)).map(({ origin, repository }) => `${origin}/${repository}`)).toEqual([
    'https://mirror.example/hub/library/python',
    'https://registry-1.docker.io/library/python',
  ]);
  expect(await findWith(conf, { ...python, registry: 'a.corp.example' })).toMatchObject([
    { origin: 'https://a.corp.example', repository: 'library/python' },
  ]);
  expect(await findWith(conf, { ...python, registry: 'a.lab.example:5000' })).toMatchObject([
    { origin: 'https://a.lab.example:5000' },
  ]);
  expect(await findWith(conf, { ...python, registry: 'a.lab.example' })).toMatchObject([
    { origin: 'http://127.0.0.1:1', repository: 'lab/library/python' },
  ]);
  await expect(findWith(conf, { ...python, registry: 'evil.example' })).rejects.toThrow(
    'is blocked by registries.conf (prefix evil.example)',
  );
});

test('a registries.conf that is broken or absent is an error with its place; without the variable there may be none', async () => {
  await expect(findWith('[[registry]]\nprefix = ', python)).rejects.toThrow(/registries\.conf:2:\d+: is not TOML/);
  await expect(readRegistriesConf({ CONTAINERS_REGISTRIES_CONF: '/nonexistent/registries.conf' })).rejects.toThrow(
    '/nonexistent/registries.conf: cannot be read (ENOENT)',
  );
  expect(await findWith('registry = 5', python)).toMatchObject([{ origin: 'https://registry-1.docker.io' }]);
  const home = await mkdtemp(join(tmpdir(), 'conf-'));
  expect(Array.isArray(await readRegistriesConf({ HOME: home }))).toBe(true);
});
