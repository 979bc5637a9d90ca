import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { rules } from '../../src/rules/index.ts';
import { pin as runPin } from '../helpers/call-commands.ts';
import { check } from '../../src/engine/check/check.ts';
import { findPlaces, referenceKind } from '../../src/engine/pin/find-places.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import { openRegistries } from '../../src/io/registry/open-registries.ts';
import type { BaseName } from '../../src/model/answers/answers.ts';
import type { Host } from '../../src/model/command.ts';
import { UserError } from '../../src/model/errors.ts';
import { completeAnswers, readVariant, renderAnswers } from '../helpers/golden.ts';
import { factsOf } from '../helpers/project.ts';
import { startConnectProxy, startDelay } from './between.ts';
import {
  inspectDigest,
  pushStandIns,
  startDockerRegistry,
  writeRegistriesConf,
  type RunningRegistry,
  type StandIn,
} from './docker-registry.ts';
import { makeCertificate, startTokenService } from './token-service.ts';

const exec = promisify(execFile);
const references = [...new Set(Object.values(bases).flatMap(({ images }) => images.map(({ reference }) => reference)))];
/** PyTorch's images have no index; all others here have one. */
const standIns: readonly StandIn[] = references.map((reference, index) => ({
  reference,
  kind: reference.includes('pytorch/pytorch') ? 'single-platform' : 'index',
  made: `2026-10-${String(index + 10)}`,
}));

let folder = '';
let registry: RunningRegistry;
let variables: Record<string, string | undefined> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  registry = await startDockerRegistry(folder);
  await pushStandIns(registry.host, standIns);
  variables = {
    PATH: process.env['PATH'],
    HOME: folder,
    CONTAINERS_REGISTRIES_CONF: await writeRegistriesConf(registry.host),
  };
});
afterAll(async () => {
  await registry.stop();
  await rm(folder, { recursive: true });
});

async function pin(
  cwd: string,
  flags: Record<string, string | boolean> = {},
  more: Record<string, string | undefined> = {},
) {
  const printed = { out: '', err: '' };
  const environment: Host = {
    terminal: {
      out: (text) => (printed.out += text),
      err: (text) => (printed.err += text),
      colour: false,
      columns: 80,
    },
    cwd,
    version: '0.0.0',
    variables: { ...variables, ...more },
    openProject: (directory) => openProject(directory),
    templates: () => '',
    readFile: async () => new Uint8Array(),
    git: async () => ({}),
    now: () => 0,
  };
  try {
    return { code: await runPin({ targets: [], flags }, environment), ...printed };
  } catch (error) {
    if (error instanceof UserError) return { code: 2, out: printed.out, err: error.message };
    throw error;
  }
}

async function readTree(root: string, paths: Iterable<string>): Promise<Record<string, string>> {
  const texts = [...paths].map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

describe.each(Object.keys(bases) as BaseName[])('a generated %s project', (name) => {
  test('is pinned from a registry under its real name, passes the rule, and is not changed by a second run', async () => {
    const image = bases[name].images[0].reference;
    // Only digests that this registry has: the pipeline is the subject of other tests.
    const answers = await completeAnswers({ ...(await readVariant(`${name}-minimal`)), image, ci: 'none' });
    const tree = await renderAnswers(answers);
    const root = await mkdtemp(join(tmpdir(), 'project-'));
    for (const [path, { text }] of tree) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      // Without the digest that the table has for the image: this registry has another.
      await writeFile(join(root, path), path === 'Dockerfile' ? text.replace(/@sha256:[0-9a-f]{64}/, '') : text);
    }
    await writeFile(
      join(root, '.yo-rc.json'),
      JSON.stringify({ 'generator-tre-container': { version: '0.0.0', answers } }),
    );
    const fails = async () =>
      check(await factsOf(await readTree(root, tree.keys())), rules)
        .results.filter(({ verdict }) => verdict === 'fail')
        .map(({ rule, message }) => `${rule}: ${message}`);
    expect(await fails()).toContainEqual(expect.stringMatching(/^base-image-pinned: /));
    // The checklist holds the digest as well.
    const renewed = expect.stringMatching(/^CHECKLIST\.md: \d+ lines? renewed\.\n$/);
    expect(await pin(root)).toMatchObject({ code: 0, err: renewed });
    const pinned = await readTree(root, tree.keys());
    expect(pinned['Dockerfile']).toContain(`${image}@${await inspectDigest(registry.host, image)}`);
    expect(await fails()).toEqual([]);
    expect(await pin(root)).toMatchObject({ code: 0, err: '' });
    expect(await readTree(root, tree.keys())).toEqual(pinned);
    expect((await pin(root, { check: true, platform: 'linux/amd64' })).code).toBe(0);
    const places = Object.entries(pinned).flatMap(([path, text]) =>
      findPlaces(path, text, referenceKind(path) ?? 'text').map((place) => place.text),
    );
    console.log(`${name}: ${places.join(', ')}`);
    await rm(root, { recursive: true });
  });
});

function wishFor(reference: string, more = {}) {
  const [, host = '', repository = '', tag = ''] = /^([^/]+)\/(.+):(.+)$/.exec(reference) ?? [];
  return {
    image: { registry: host, repository, tag },
    known: [],
    platform: 'linux/amd64',
    verify: 'always' as const,
    dates: true,
    ...more,
  };
}

test('index and single manifest, of OCI and of Docker, have the digest that skopeo computes, their kind and their date', async () => {
  const formats = ['oci', 'v2s2'].flatMap((format) =>
    (['index', 'single-platform'] as const).map((kind) => ({
      format,
      kind,
      reference: `ghcr.io/formats/${format}-${kind}:1`,
    })),
  );
  for (const { format, kind, reference } of formats)
    await pushStandIns(registry.host, [{ reference, kind, made: '2026-09-01' }], '--format', format);
  const registries = openRegistries(variables);
  for (const { kind, reference } of formats) {
    const digest = await inspectDigest(registry.host, reference);
    expect(await registries.resolve(wishFor(reference))).toEqual({
      resolved: { digest, kind, created: new Map([[digest, '2026-09-01']]) },
    });
  }
  expect(
    await registries.resolve(wishFor('ghcr.io/formats/oci-single-platform:1', { platform: 'linux/arm64' })),
  ).toMatchObject({
    failure: { kind: 'platform-missing', what: 'there is no image for linux/arm64: it is made for linux/amd64' },
  });
});

test('a tag that was pushed again: check tells it, update shows both dates, and the old digest still has its date', async () => {
  const reference = 'quay.io/org/moving:1';
  await pushStandIns(registry.host, [{ reference, kind: 'index', made: '2026-01-02' }]);
  const root = await mkdtemp(join(tmpdir(), 'project-'));
  await writeFile(join(root, 'Dockerfile'), `FROM ${reference}\n`);
  expect((await pin(root)).code).toBe(0);
  await pushStandIns(registry.host, [{ reference, kind: 'index', made: '2026-03-04' }]);
  expect((await pin(root, { check: true })).code).toBe(1);
  const { out } = await pin(root, { update: true });
  expect(out).toMatch(
    /updated {2}quay\.io\/org\/moving:1 {2}sha256:\w{12} \(2026-01-02\) -> sha256:\w{12} \(2026-03-04\)/,
  );
  console.log(out);
  expect((await pin(root, { check: true })).code).toBe(0);
});

test('a wrong tag comes with those that are near it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'project-'));
  await writeFile(
    join(root, 'Dockerfile'),
    'FROM docker.io/library/python:3.13.17-slim-trixie\nFROM quay.io/jupyter/nothing-notebook:1\n',
  );
  const { code, err } = await pin(root);
  expect(code).toBe(2);
  expect(err).toMatch(/name a tag that exists, e\.g\. 3\.13\.\d+-slim-trixie/);
  expect(err).toContain(`Dockerfile:2: quay.io/jupyter/nothing-notebook:1: ${registry.host} has no such repository`);
  console.log(err);
});

/** bcrypt of "correct horse". */
const passwordLine = 'me:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n';

test('a registry that wants a password: private without a login, pinned with the one that skopeo stored', async () => {
  const own = await mkdtemp(join(tmpdir(), 'basic-'));
  await writeFile(join(own, 'htpasswd'), passwordLine);
  const basic = await startDockerRegistry(own, `auth: { htpasswd: { realm: here, path: "${own}/htpasswd" } }\n`);
  try {
    const authfile = join(own, 'auth.json');
    await exec('skopeo', [
      'login',
      '--authfile',
      authfile,
      '--tls-verify=false',
      '-u',
      'me',
      '-p',
      'correct horse',
      basic.host,
    ]);
    await pushStandIns(
      basic.host,
      [{ reference: 'org/tool:1', kind: 'index', made: '2026-01-02' }],
      '--authfile',
      authfile,
    );
    const wish = wishFor(`${basic.host}/org/tool:1`);
    expect(await openRegistries(variables).resolve(wish)).toMatchObject({
      failure: {
        kind: 'denied',
        what: 'does not exist, or is private',
        fix: expect.stringContaining(`podman login ${basic.host}`) as string,
      },
    });
    expect(await openRegistries({ ...variables, REGISTRY_AUTH_FILE: authfile }).resolve(wish)).toMatchObject({
      resolved: { kind: 'index' },
    });
  } finally {
    await basic.stop();
  }
});

test('a registry with a token service: its own check of the token accepts what we bring, for public and private images', async () => {
  const own = await mkdtemp(join(tmpdir(), 'token-'));
  await makeCertificate(own, 'test issuer');
  const basic = `Basic ${Buffer.from('me:correct horse').toString('base64')}`;
  const service = await startTokenService(own, basic);
  const guarded = await startDockerRegistry(
    own,
    `auth: { token: { realm: "${service.realm}", service: "test registry", issuer: "test issuer", rootcertbundle: "${own}/cert.pem" } }\n`,
  );
  try {
    const authfile = join(own, 'auth.json');
    await writeFile(authfile, JSON.stringify({ auths: { [guarded.host]: { auth: basic.slice('Basic '.length) } } }));
    const images = ['public/tool:1', 'private/tool:1'].map((reference): StandIn => ({
      reference,
      kind: 'index',
      made: '2026-01-02',
    }));
    await pushStandIns(guarded.host, images, '--authfile', authfile);
    service.seen.length = 0;
    const resolve = (reference: string, REGISTRY_AUTH_FILE?: string) =>
      openRegistries({ ...variables, REGISTRY_AUTH_FILE }).resolve(wishFor(`${guarded.host}/${reference}`));
    expect(await resolve('public/tool:1')).toMatchObject({ resolved: { kind: 'index' } });
    expect(service.seen).toEqual([
      {
        method: 'GET',
        url: '/token?service=test+registry&scope=repository%3Apublic%2Ftool%3Apull',
        authorization: undefined,
      },
    ]);
    expect(await resolve('private/tool:1')).toMatchObject({ failure: { kind: 'denied' } });
    expect(await resolve('private/tool:1', authfile)).toMatchObject({ resolved: { kind: 'index' } });
  } finally {
    await guarded.stop();
  }
});

test('through a proxy, over TLS with a certificate that the environment names, and refused without it', async () => {
  const own = await mkdtemp(join(tmpdir(), 'tls-'));
  await makeCertificate(own, 'registry.example');
  const secure = await startDockerRegistry(
    own,
    '',
    `  tls: { certificate: "${own}/cert.pem", key: "${own}/key.pem" }\n`,
  );
  const proxy = await startConnectProxy(secure.host);
  try {
    const ask = async (environment: Record<string, string>): Promise<unknown> => {
      const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
      const failed = await exec(process.execPath, [program, 'pin', '--json'], {
        cwd: own,
        env: { PATH: process.env['PATH'], HOME: own, HTTPS_PROXY: `http://${proxy.host}`, ...environment },
      }).catch((error: unknown) => error);
      return JSON.parse((failed as { stdout: string }).stdout);
    };
    await writeFile(join(own, 'Dockerfile'), 'FROM registry.example/org/none:1\n');
    const name = 'registry.example/org/none:1';
    expect(await ask({})).toMatchObject({
      problems: [
        {
          what: `${name}: registry.example shows a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
          fix: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
        },
      ],
    });
    // An answer of the registry itself: it was reached, and it has no such image.
    expect(await ask({ NODE_EXTRA_CA_CERTS: join(own, 'cert.pem') })).toMatchObject({
      problems: [{ what: `${name}: registry.example has no such repository` }],
    });
    expect(new Set(proxy.asked)).toEqual(new Set(['registry.example:443']));
  } finally {
    await proxy.stop();
    await secure.stop();
  }
});

/** Gives the manifest of the first tag to all others. */
async function copyTag(url: string, [first = '', ...others]: readonly string[]): Promise<void> {
  const type = 'application/vnd.oci.image.index.v1+json';
  const bytes = await (await fetch(`${url}/${first}`, { headers: { accept: type } })).arrayBuffer();
  for (const tag of others)
    expect(
      (await fetch(`${url}/${tag}`, { method: 'PUT', headers: { 'content-type': type }, body: bytes })).status,
    ).toBe(201);
}

test('a hundred images in one run take as long as the registry makes them take', async () => {
  await pushStandIns(registry.host, [{ reference: 'ghcr.io/many/images:v0', kind: 'index', made: '2026-01-02' }]);
  const tags = Array.from({ length: 100 }, (_, number) => `v${String(number)}`);
  await copyTag(`http://${registry.host}/v2/ghcr.io/many/images/manifests`, tags);
  const root = await mkdtemp(join(tmpdir(), 'project-'));
  await writeFile(join(root, 'Dockerfile'), tags.map((tag) => `FROM ghcr.io/many/images:${tag} AS ${tag}\n`).join(''));
  const slow = await startDelay(registry.host, 40);
  const slowConf = await writeRegistriesConf(slow.host);
  for (const [label, conf] of [
    ['the registry itself', variables['CONTAINERS_REGISTRIES_CONF']],
    ['with 40 ms added to each answer', slowConf],
  ] as const) {
    slow.seen.length = 0;
    const began = performance.now();
    const { out } = await pin(root, { 'dry-run': true }, { CONTAINERS_REGISTRIES_CONF: conf });
    const took = performance.now() - began;
    expect(out).toContain('100 pinned.');
    console.log(
      `100 images, ${label}: ${took.toFixed(0)} ms${slow.seen.length === 0 ? '' : `; ${String(slow.seen.length)} requests of 40 ms, ${String(slow.most())} at a time: not less than ${String((slow.seen.length * 40) / slow.most())} ms`}`,
    );
  }
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let number = lane; number < 100; number += 8) {
        const url = `http://${registry.host}/v2/ghcr.io/many/images/manifests/v${String(number)}`;
        const accept = { accept: 'application/vnd.oci.image.index.v1+json' };
        const head = await fetch(url, { method: 'HEAD', headers: accept });
        await (
          await fetch(url.replace(/v\d+$/, head.headers.get('docker-content-digest') ?? ''), { headers: accept })
        ).arrayBuffer();
      }
    }),
  );
  console.log(`the same 200 requests by fetch alone, 8 at a time: ${(performance.now() - began).toFixed(0)} ms`);
  expect(slow.most()).toBe(8);
});
