import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/io/registry/limits.ts';
import { readBoundedBody } from '../../../src/io/registry/read-bounded-body.ts';
import {
  answerFrom,
  end,
  expectFailure,
  expectResolved,
  makeTwoPlatformImage,
  openTestClient,
  serve,
  wishFor,
} from './loopback-registry.ts';

const { index, contents } = makeTwoPlatformImage('2026-03-04');
const answer = answerFrom('org/tool', new Map([['1.0', index]]), contents);
const quick = { limits: { ...limits, requestMs: 60, attempts: 2 } };

test('a registry that never answers is given up', async () => {
  const { host } = await serve(() => undefined);
  const { registries, waits } = openTestClient(quick);
  expect(await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).toMatchObject({
    kind: 'failing',
    what: `${host} does not answer in time`,
  });
  expect(waits).toEqual([1000]);
});

test('a body that drips is given up', async () => {
  const { host } = await serve((request, response) => {
    if (request.method === 'HEAD') return answer(request, response);
    response.writeHead(200, { 'content-type': index.type });
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  const { registries } = openTestClient(quick);
  expect(await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).toMatchObject({
    kind: 'failing',
    what: `${host} does not answer in time`,
  });
});

test('a cut connection is tried again, after growing pauses, and then given up', async () => {
  let cuts = 0;
  const { host } = await serve((request, response) => {
    if (request.method === 'HEAD' || cuts === 2) return answer(request, response);
    cuts += 1;
    response.writeHead(200, { 'content-type': index.type, 'content-length': index.bytes.length });
    response.write(index.bytes.subarray(0, 10), () => response.destroy());
  });
  const { registries, waits } = openTestClient();
  expect((await expectResolved(registries, wishFor(host, 'org/tool', '1.0'))).digest).toBe(index.digest);
  expect(waits).toEqual([1000, 2000]);

  const dead = await serve((_, response) => response.destroy());
  const client = openTestClient();
  expect((await expectFailure(client.registries, wishFor(dead.host, 'org/tool', '1.0'))).what).toContain(
    `${dead.host} breaks the connection off`,
  );
  expect(client.waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
});

test('a failing registry is tried again; Retry-After is obeyed, in seconds and as a date', async () => {
  const moment = Date.parse('2026-11-23T10:00:00Z');
  const refusals = [
    { status: 503, after: '7' },
    { status: 429, after: '3' },
    { status: 429, after: 'Mon, 23 Nov 2026 10:00:09 GMT' },
    { status: 500 },
  ];
  const { host } = await serve((request, response) => {
    const refusal = refusals.shift();
    if (refusal === undefined) return answer(request, response);
    end(response, refusal.status, '', refusal.after === undefined ? {} : { 'retry-after': refusal.after });
  });
  const { registries, waits } = openTestClient({ now: () => moment });
  expect((await expectResolved(registries, wishFor(host, 'org/tool', '1.0'))).digest).toBe(index.digest);
  expect(waits).toEqual([7000, 3000, 9000, 8000]);
});

test('a pause of an hour is not waited for', async () => {
  const { host } = await serve((_, response) => end(response, 429, '', { 'retry-after': '3600' }));
  const { registries, waits } = openTestClient();
  const failure = await expectFailure(registries, wishFor(host, 'org/tool', '1.0'));
  expect(failure).toMatchObject({
    kind: 'rate-limited',
    what: `${host} says that there were too many requests (429) and asks for a pause of 3600 seconds`,
  });
  expect(failure.fix).toContain('log in');
  expect(waits).toEqual([]);
});

test('a storm of refusals is met with fewer requests, and every image is still found', async () => {
  let inFlight = 0;
  let most = 0;
  let served = 0;
  const names = Array.from({ length: 40 }, (_, number) => `v${String(number)}`);
  const all = answerFrom('org/tool', new Map(names.map((name) => [name, index])), contents);
  const { host } = await serve((request, response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    setTimeout(() => {
      const tooMany = inFlight > 2;
      inFlight -= 1;
      if (tooMany) return end(response, 429, '', { 'retry-after': '1' });
      served += 1;
      all(request, response);
    }, 3);
  });
  const { registries } = openTestClient({ wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 100)) });
  const resolved = await Promise.all(names.map((name) => expectResolved(registries, wishFor(host, 'org/tool', name))));
  expect(new Set(resolved.map(({ digest }) => digest))).toEqual(new Set([index.digest]));
  expect(served).toBe(80);
  expect(most).toBeLessThanOrEqual(limits.parallel);
});

test('no more requests are in flight than the bound, and as many as it', async () => {
  let inFlight = 0;
  let most = 0;
  const names = Array.from({ length: 100 }, (_, number) => `v${String(number)}`);
  const all = answerFrom('org/tool', new Map(names.map((name) => [name, index])), contents);
  // The first answers wait for each other, so that the speed of this machine does not decide how many are in flight.
  const waiting: (() => void)[] = [];
  let full = false;
  const { host, seen } = await serve((request, response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    waiting.push(() => {
      inFlight -= 1;
      all(request, response);
    });
    full ||= waiting.length === limits.parallel;
    if (full) for (const go of waiting.splice(0)) setTimeout(go, 2);
  });
  const { registries } = openTestClient();
  await Promise.all(names.map((name) => expectResolved(registries, wishFor(host, 'org/tool', name))));
  expect(most).toBe(limits.parallel);
  expect(seen).toHaveLength(200);
});

test('a manifest that does not have the digest stated for it is refused', async () => {
  const { host } = await serve((request, response) => {
    if (request.method === 'HEAD') return answer(request, response);
    end(response, 200, index.bytes.toString().replace('amd64', 'amd65'), { 'content-type': index.type });
  });
  const { registries } = openTestClient();
  const failure = await expectFailure(registries, wishFor(host, 'org/tool', '1.0'));
  expect(failure).toMatchObject({
    kind: 'wrong-digest',
    what: `${host} sends a manifest that does not have the digest it states`,
  });
  expect(failure.why).toContain(index.digest);
});

test('a "manifest" of two gigabytes is cut off, whether or not it says its length', async () => {
  for (const headers of [{ 'content-length': String(2 ** 31) }, {}]) {
    let sent = 0;
    const { host } = await serve((request, response) => {
      if (request.method === 'HEAD') return answer(request, response);
      response.writeHead(200, { 'content-type': index.type, ...headers });
      const block = Buffer.alloc(65_536, ' ');
      const pour = (): void => {
        while (sent < 2 ** 31 && !response.destroyed) {
          sent += block.length;
          if (!response.write(block)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    const { registries } = openTestClient();
    expect(await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).toMatchObject({ kind: 'too-large' });
    expect(sent).toBeLessThan(2 ** 26);
  }
});

test('a length above the bound is refused before a byte is read', async () => {
  let read = false;
  const body = new ReadableStream(
    {
      pull: () => {
        read = true;
      },
    },
    { highWaterMark: 0 },
  );
  expect(await readBoundedBody(new Response(body, { headers: { 'content-length': '11' } }), 10)).toBeUndefined();
  expect(read).toBe(false);
  expect((await readBoundedBody(new Response('0123456789'), 10))?.toString()).toBe('0123456789');
});

test('of a pause that nobody asked for it is not said that the registry did', async () => {
  const { host } = await serve((_, response) => end(response, 500, ''));
  let time = 0;
  const wait = async (ms: number): Promise<void> => Promise.resolve(void (time += ms * 3));
  const failure = await expectFailure(
    openTestClient({ now: () => time, wait }).registries,
    wishFor(host, 'org/tool', '1.0'),
  );
  expect(failure).toMatchObject({
    what: `${host} fails with status 500`,
    why: expect.stringMatching(/60 seconds/) as string,
  });
});

test('an answer that cannot be read is not called a connection that was broken off', async () => {
  const { host } = await serve((_, response) => void response.socket?.end('no HTTP at all\r\n\r\n'));
  const failure = await expectFailure(openTestClient().registries, wishFor(host, 'org/tool', '1.0'));
  expect(failure.what).toMatch(/ gave no answer that can be read \(HPE_/);
});

test('a redirect with a user name in it is named as such, at once', async () => {
  const { host } = await serve((_, response) => end(response, 302, '', { location: `http://a:b@${host}/` }));
  const { registries, waits } = openTestClient();
  const { what } = await expectFailure(registries, wishFor(host, 'org/tool', '1.0'));
  expect(what).toBe(`${host} redirects to ${host} with a user name in the address`);
  expect(waits).toEqual([]);
});

test('a redirect loop ends, and a redirect to an insecure or foreign scheme is not followed', async () => {
  const { host, seen } = await serve((request, response) => end(response, 307, '', { location: request.url ?? '' }));
  const { registries } = openTestClient();
  expect((await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).what).toBe(
    `${host} redirects in a circle (more than 5 times)`,
  );
  expect(seen).toHaveLength(6);
  for (const location of ['file:///etc/passwd', 'http://registry.example/v2/', 'http://', 'ftp://127.0.0.1/']) {
    const bad = await serve((_, response) => end(response, 302, '', { location }));
    const client = openTestClient();
    expect((await expectFailure(client.registries, wishFor(bad.host, 'org/tool', '1.0'))).what).toMatch(
      /redirects to (an insecure address \(\w+:\/\/.*\)|something that is no address)/,
    );
  }
});

test('a web page in the place of a registry is called one, with any status', async () => {
  for (const status of [200, 403, 404]) {
    const { host } = await serve((_, response) =>
      end(response, status, '<html>Log in to the network</html>', { 'content-type': 'text/html; charset=utf-8' }),
    );
    const { registries } = openTestClient();
    expect(await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).toMatchObject({
      kind: 'not-a-registry',
      what: `${host} answers with a web page, not with a manifest (status ${String(status)})`,
    });
  }
});

test('bytes that are no manifest, and manifests of 2015, are refused', async () => {
  for (const [type, body] of [
    ['application/octet-stream', 'hello'],
    ['application/json', '[]'],
    ['application/vnd.docker.distribution.manifest.v1+prettyjws', '{"schemaVersion":1}'],
  ]) {
    const { host } = await serve((_, response) => end(response, 200, body ?? '', { 'content-type': type ?? '' }));
    const { registries } = openTestClient();
    expect((await expectFailure(registries, wishFor(host, 'org/tool', '1.0'))).kind).toBe('not-a-registry');
  }
});

test('a host that cannot be reached is asked once, whatever the number of images', async () => {
  const { host } = await serve(() => undefined);
  let calls = 0;
  const { registries, waits } = openTestClient({
    fetch: async () => {
      calls += 1;
      throw new TypeError('fetch failed', {
        cause: new AggregateError([Object.assign(new Error('x'), { code: 'ENETUNREACH' })]),
      });
    },
  });
  const failures = [];
  for (let number = 0; number < 30; number += 1)
    failures.push(await expectFailure(registries, wishFor(host, 'org/tool', String(number))));
  expect(new Set(failures.map(({ what }) => what))).toEqual(new Set([`${host} cannot be reached (ENETUNREACH)`]));
  expect(calls).toBe(1);
  expect(waits).toEqual([]);
});

test('a refused connection, a name that does not exist and a certificate that is not trusted each have their words', async () => {
  const gone = await serve(() => undefined);
  const words: [string, string, RegExp][] = [
    ['ECONNREFUSED', 'unreachable', /cannot be reached \(ECONNREFUSED\)/],
    ['EAI_AGAIN', 'unreachable', /cannot be reached \(EAI_AGAIN\)/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /certificate that is not trusted/],
  ];
  for (const [code, kind, what] of words) {
    const { registries } = openTestClient({
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('at https://secret'), { code }) });
      },
    });
    const failure = await expectFailure(registries, wishFor(gone.host, 'org/tool', '1'));
    expect(failure).toMatchObject({ kind, what: expect.stringMatching(what) as string });
    expect(JSON.stringify(failure)).not.toContain('secret');
  }
});

test('an image is not waited for longer than a minute, and pauses are told', async () => {
  let moment = 0;
  const told: string[] = [];
  const { host } = await serve((_, response) => end(response, 429, '', { 'retry-after': '25' }));
  const { registries } = openTestClient({
    now: () => moment,
    tell: (sentence) => told.push(sentence),
    wait: async (ms) => void (moment += ms),
  });
  const resolution = await registries.resolve(wishFor(host, 'org/tool', '1.0'));
  expect(resolution).toMatchObject({
    failure: { kind: 'rate-limited', why: expect.stringContaining('60 seconds') as string },
  });
  expect(moment).toBe(50_000);
  expect(told).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('waiting for 25 seconds') as string));
});

describe('a registry that puts everybody off', () => {
  const images = Array.from({ length: 64 }, (_, number) => `v${String(number)}`);

  test('is asked for one image to the end, and not for the others', async () => {
    let moment = 0;
    const { host } = await serve((_, response) => end(response, 429, '', { 'retry-after': '55' }));
    const { registries } = openTestClient({ now: () => moment, wait: async (ms) => void (moment += ms) });
    const failures = await Promise.all(images.map((tag) => expectFailure(registries, wishFor(host, 'org/tool', tag))));
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['rate-limited']));
    // What was in flight when the first pause came.
    expect(moment).toBeLessThanOrEqual(limits.parallel * 55_000);
  });

  test('each time once, has five minutes for all', async () => {
    let moment = 0;
    const seen = new Set<string>();
    const all = answerFrom('org/tool', new Map(images.map((name) => [name, index])), contents);
    const { host } = await serve((request, response) => {
      const isFirst = /manifests\/v/.test(request.url ?? '') && !seen.has(request.url ?? '');
      seen.add(request.url ?? '');
      if (isFirst) return end(response, 429, '', { 'retry-after': '55' });
      return all(request, response);
    });
    const { registries } = openTestClient({ now: () => moment, wait: async (ms) => void (moment += ms) });
    const kinds: string[] = [];
    for (const tag of images) {
      const resolution = await registries.resolve(wishFor(host, 'org/tool', tag));
      kinds.push('failure' in resolution ? resolution.failure.what : 'found');
    }
    expect(moment).toBeLessThanOrEqual(limits.runMs + limits.lookUpMs);
    expect(kinds.at(-1)).toBe(
      `${host} is not asked any longer: the look-ups of a run have 300 seconds, and theirs are over`,
    );
  });
});
