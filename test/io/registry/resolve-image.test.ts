import { expect, test } from 'vitest';
import {
  amd64,
  answerFrom,
  expectFailure,
  expectResolved,
  makeImage,
  makeTwoPlatformImage,
  openTestClient,
  serve,
  toContent,
  wishFor,
  arm64,
} from './loopback-registry.ts';

const old = makeTwoPlatformImage('2026-01-02');
const fresh = makeTwoPlatformImage('2026-03-04');
const contents = [...old.contents, ...fresh.contents];

test('the digest of an index is the digest of its bytes, and its platforms are looked at', async () => {
  const { host, seen } = await serve(answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents));
  const { registries } = openTestClient();
  expect(await expectResolved(registries, wishFor(host, 'org/tool', '1.0'))).toEqual({
    digest: fresh.index.digest,
    kind: 'index',
    created: new Map(),
  });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'HEAD /v2/org/tool/manifests/1.0',
    `GET /v2/org/tool/manifests/${fresh.index.digest}`,
  ]);
});

test('one HEAD is all that a digest in use costs while its tag stands still', async () => {
  const { host, seen } = await serve(answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents));
  const { registries } = openTestClient();
  await expectResolved(registries, wishFor(host, 'org/tool', '1.0', { known: [fresh.index.digest] }));
  expect(seen.map(({ method }) => method)).toEqual(['HEAD']);
});

test('a single manifest is verified by the platform of its configuration', async () => {
  const { config, manifest } = makeImage(arm64, '2026-02-03T00:00:00Z');
  const { host } = await serve(answerFrom('org/tool', new Map([['1.0', manifest]]), [manifest, config]));
  const { registries } = openTestClient();
  expect(
    await expectResolved(registries, wishFor(host, 'org/tool', '1.0', { platform: 'linux/arm64', dates: true })),
  ).toEqual({ digest: manifest.digest, kind: 'single-platform', created: new Map([[manifest.digest, '2026-02-03']]) });
  expect(await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).toMatchObject({
    kind: 'platform-missing',
    what: 'there is no image for linux/amd64: it is made for linux/arm64',
  });
});

test('an index without the platform says which it has', async () => {
  const { host } = await serve(answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents));
  const { registries } = openTestClient();
  expect((await expectFailure(registries, wishFor(host, 'org/tool', '1.0', { platform: 'linux/s390x' }))).what).toBe(
    'there is no image for linux/s390x: it is made for linux/amd64, linux/arm64',
  );
});

test('a platform without variant takes any variant, and attestations are no platform', async () => {
  const index = toContent('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    manifests: [
      { digest: `sha256:${'1'.repeat(64)}`, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      { digest: `sha256:${'2'.repeat(64)}`, platform: { os: 'unknown', architecture: 'unknown' } },
    ],
  });
  const { host } = await serve(answerFrom('org/tool', new Map([['1.0', index]]), [index]));
  const { registries } = openTestClient();
  await expectResolved(registries, wishFor(host, 'org/tool', '1.0', { platform: 'linux/arm64' }));
  expect(
    (await expectFailure(registries, wishFor(host, 'org/tool', '1.0', { platform: 'unknown/unknown' }))).kind,
  ).toBe('platform-missing');
});

test('dates of the new and the old image come from their configurations; one that is gone has none', async () => {
  const { host } = await serve(answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents));
  const { registries } = openTestClient();
  const gone = `sha256:${'0'.repeat(64)}`;
  const resolved = await expectResolved(
    registries,
    wishFor(host, 'org/tool', '1.0', { known: [old.index.digest, gone], dates: true }),
  );
  expect(resolved.created).toEqual(
    new Map([
      [fresh.index.digest, '2026-03-04'],
      [old.index.digest, '2026-01-02'],
    ]),
  );
});

test('a build that sets its date to the epoch has no date', async () => {
  const { config, manifest } = makeImage(amd64, '1970-01-01T00:00:00Z');
  const { host } = await serve(answerFrom('org/tool', new Map([['1.0', manifest]]), [manifest, config]));
  const { registries } = openTestClient();
  expect((await expectResolved(registries, wishFor(host, 'org/tool', '1.0', { dates: true }))).created).toEqual(
    new Map(),
  );
});

test('each image is asked for once, however many places name it', async () => {
  const { host, seen } = await serve(answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents));
  const { registries } = openTestClient();
  await Promise.all(Array.from({ length: 20 }, () => expectResolved(registries, wishFor(host, 'org/tool', '1.0'))));
  expect(seen).toHaveLength(2);
});

test('a registry without HEAD, or without the digest header, is read by GET and the digest computed', async () => {
  const answer = answerFrom('org/tool', new Map([['1.0', fresh.index]]), contents);
  const withoutHead = await serve((request, response) => {
    if (request.method === 'HEAD') response.writeHead(405).end();
    else answer(request, response);
  });
  const withoutHeader = await serve((request, response) => {
    const set = response.writeHead.bind(response);
    response.writeHead = ((status: number, headers: Record<string, string>) => {
      delete headers['docker-content-digest'];
      return set(status, headers);
    }) as typeof response.writeHead;
    answer(request, response);
  });
  for (const { host } of [withoutHead, withoutHeader]) {
    const { registries } = openTestClient();
    expect((await expectResolved(registries, wishFor(host, 'org/tool', '1.0'))).digest).toBe(fresh.index.digest);
  }
});

test('an unknown tag comes with the tags that exist, over several pages; an unknown repository says so', async () => {
  const answer = answerFrom('org/tool', new Map(), []);
  const { host, seen } = await serve((request, response) => {
    if (request.url === '/v2/org/tool/tags/list?n=1000') {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          link: '</v2/org/tool/tags/list?last=b&n=1000>; rel="next"',
        })
        .end('{"tags":["a","b"]}');
    } else if (request.url === '/v2/org/tool/tags/list?last=b&n=1000')
      response.writeHead(200).end('{"tags":["c", 7, "no tag"]}');
    else answer(request, response);
  });
  const { registries } = openTestClient();
  expect(await expectFailure(registries, wishFor(host, 'org/tool', '9.9'))).toMatchObject({
    kind: 'unknown-tag',
    tags: ['a', 'b', 'c'],
    what: `${host} has no such tag`,
  });
  expect(seen.at(-1)?.url).toContain('last=b');
  expect(await expectFailure(registries, wishFor(host, 'org/none', '1'))).toMatchObject({
    kind: 'unknown-repository',
    what: `${host} has no such repository`,
  });
});

test('a tag list that never ends is read to the bound', async () => {
  const { host, seen } = await serve((request, response) => {
    if (request.url?.includes('/manifests/') === true) response.writeHead(404).end();
    else response.writeHead(200, { link: `<${request.url ?? ''}>; rel="next"` }).end('{"tags":["a"]}');
  });
  const { registries } = openTestClient();
  expect((await expectFailure(registries, wishFor(host, 'org/tool', '9'))).tags).toHaveLength(20);
  expect(seen).toHaveLength(21);
});
