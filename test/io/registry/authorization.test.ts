import { mkdtemp, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCredentials } from '../../../src/io/registry/find-credentials.ts';
import { UserError } from '../../../src/model/errors.ts';
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
const answer = answerFrom(
  'org/tool',
  new Map([
    ['1.0', index],
    ['2.0', index],
  ]),
  contents,
);
const password = 'pass-word-that-nobody-may-see';
const token = 'token-that-nobody-may-see';

async function writeAuth(content: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'auth-')), 'auth.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A registry that wants a bearer token, and the service that issues it, on two ports. */
async function startTokenRegistry(wanted: { basic?: string } = {}) {
  const service = await serve((request, response) => {
    const url = new URL(request.url ?? '', 'http://service');
    const scope = url.searchParams.get('scope');
    if (wanted.basic !== undefined && request.headers.authorization !== wanted.basic) return end(response, 401, '{}');
    if (scope === 'repository:org/tool:pull' && url.searchParams.get('service') === 'test registry')
      return end(response, 200, JSON.stringify({ access_token: token, expires_in: 60 }));
    end(response, 403, '{}');
  });
  const registry = await serve((request, response) => {
    if (request.headers.authorization === `Bearer ${token}`) return answer(request, response);
    const challenge = `Bearer realm="http://${service.host}/token",service="test registry",scope="repository:org/tool:pull"`;
    end(
      response,
      401,
      JSON.stringify({
        errors: [{ code: 'UNAUTHORIZED', message: `you sent ${String(request.headers.authorization)}` }],
      }),
      { 'www-authenticate': challenge },
    );
  });
  return { service, registry };
}

test('an anonymous token is got with its scope, once for a repository, and shown to the registry alone', async () => {
  const { service, registry } = await startTokenRegistry();
  const { registries } = openTestClient();
  await Promise.all(['1.0', '2.0'].map((tag) => expectResolved(registries, wishFor(registry.host, 'org/tool', tag))));
  expect(service.seen).toEqual([
    {
      method: 'GET',
      url: '/token?service=test+registry&scope=repository%3Aorg%2Ftool%3Apull',
      authorization: undefined,
    },
  ]);
  expect(
    registry.seen.filter(({ authorization }) => authorization !== undefined).map((one) => one.authorization),
  ).toEqual(Array(4).fill(`Bearer ${token}`));
});

test('a stored login goes to the token service; neither it nor the token stands in a failure', async () => {
  const basic = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
  const { service, registry } = await startTokenRegistry({ basic });
  const good = await writeAuth({ auths: { [registry.host]: { auth: basic.slice('Basic '.length) } } });
  await expectResolved(
    openTestClient({}, { REGISTRY_AUTH_FILE: good }).registries,
    wishFor(registry.host, 'org/tool', '1.0'),
  );
  expect(service.seen.map(({ authorization }) => authorization)).toEqual([basic]);
  expect(registry.seen.map(({ authorization }) => authorization)).not.toContain(basic);

  const wrong = await writeAuth({
    auths: { [registry.host]: { auth: Buffer.from(`me:${password}!`).toString('base64') } },
  });
  const failure = await expectFailure(
    openTestClient({}, { REGISTRY_AUTH_FILE: wrong }).registries,
    wishFor(registry.host, 'org/tool', '1.0'),
  );
  expect(failure).toMatchObject({ kind: 'denied', why: 'The login that is stored for it does not allow it.' });
  const absent = await expectFailure(
    openTestClient({}, { REGISTRY_AUTH_FILE: good }).registries,
    wishFor(registry.host, 'org/tool', '9.9'),
  );
  expect(JSON.stringify([failure, absent])).not.toMatch(/nobody-may-see|bm9ib2R5/);
});

test('an expired token is renewed once', async () => {
  let issued = 0;
  const service = await serve((_, response) => {
    issued += 1;
    end(response, 200, JSON.stringify({ token: `t${String(issued)}` }));
  });
  let expired = false;
  const registry = await serve((request, response) => {
    if (request.headers.authorization === (expired ? 'Bearer t2' : 'Bearer t1')) {
      expired = true;
      return answer(request, response);
    }
    end(response, 401, '', { 'www-authenticate': `Bearer realm="http://${service.host}/"` });
  });
  const { registries } = openTestClient();
  expect((await expectResolved(registries, wishFor(registry.host, 'org/tool', '1.0'))).digest).toBe(index.digest);
  expect(issued).toBe(2);
  expect(service.seen[0]?.url).toBe('/?scope=repository%3Aorg%2Ftool%3Apull');
});

test('a registry that refuses the token it asked for is private; the token service is not asked for ever', async () => {
  const service = await serve((_, response) => end(response, 200, JSON.stringify({ token })));
  const registry = await serve((_, response) =>
    end(response, 401, '', { 'www-authenticate': `Bearer realm="http://${service.host}/"` }),
  );
  const { registries } = openTestClient();
  const failure = await expectFailure(registries, wishFor(registry.host, 'org/tool', '1.0'));
  expect(failure).toMatchObject({ kind: 'denied', what: 'does not exist, or is private' });
  expect(failure.fix).toContain(`podman login ${registry.host}`);
  expect(service.seen).toHaveLength(1);
});

test('Basic is answered with the login, and the header stays behind at a redirect to another host', async () => {
  const basic = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
  const store = await serve((request, response) => {
    if (request.headers.authorization !== undefined) return end(response, 400, 'two logins');
    answer(request, response);
  });
  const registry = await serve((request, response) => {
    if (request.headers.authorization !== basic)
      return end(response, 401, '', { 'www-authenticate': 'Basic realm="here"' });
    end(response, 307, '', { location: `http://${store.host}${request.url ?? ''}` });
  });
  const file = await writeAuth({ auths: { [registry.host]: { username: 'me', password } } });
  const { registries } = openTestClient({}, { REGISTRY_AUTH_FILE: file });
  expect((await expectResolved(registries, wishFor(registry.host, 'org/tool', '1.0'))).digest).toBe(index.digest);
  expect(store.seen.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  expect((await expectFailure(openTestClient().registries, wishFor(registry.host, 'org/tool', '1.0'))).kind).toBe(
    'denied',
  );
});

test('a bearer token stays behind at a redirect to another host', async () => {
  const store = await serve(answer);
  const service = await serve((_, response) => end(response, 200, JSON.stringify({ token })));
  const registry = await serve((request, response) => {
    if (request.headers.authorization === undefined)
      return end(response, 401, '', { 'www-authenticate': `Bearer realm="http://${service.host}/"` });
    end(response, 302, '', { location: `http://${store.host}${request.url ?? ''}` });
  });
  await expectResolved(openTestClient().registries, wishFor(registry.host, 'org/tool', '1.0'));
  expect(store.seen.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test('an identity token is exchanged by a form, which no redirect carries further', async () => {
  let body = '';
  let redirect: string | undefined;
  const elsewhere = await serve((_, response) => end(response, 200, JSON.stringify({ access_token: token })));
  const service = await serve((request, response) => {
    if (redirect !== undefined) return end(response, 307, '', { location: redirect });
    request
      .setEncoding('utf8')
      .on('data', (text: string) => (body += text))
      .on('end', () => end(response, 200, JSON.stringify({ access_token: token })));
  });
  const registry = await serve((request, response) => {
    if (request.headers.authorization === `Bearer ${token}`) return answer(request, response);
    end(response, 401, '', { 'www-authenticate': `Bearer realm="http://${service.host}/oauth2/token",service="svc"` });
  });
  const file = await writeAuth({ auths: { [`https://${registry.host}`]: { auth: '', identitytoken: password } } });
  await expectResolved(
    openTestClient({}, { REGISTRY_AUTH_FILE: file }).registries,
    wishFor(registry.host, 'org/tool', '1.0'),
  );
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    grant_type: 'refresh_token',
    client_id: 'generator-tre-container',
    service: 'svc',
    scope: 'repository:org/tool:pull',
    refresh_token: password,
  });
  redirect = `http://${elsewhere.host}/`;
  expect(
    (
      await expectFailure(
        openTestClient({}, { REGISTRY_AUTH_FILE: file }).registries,
        wishFor(registry.host, 'org/tool', '1.0'),
      )
    ).what,
  ).toContain('redirects a login to another address');
  expect(elsewhere.seen).toEqual([]);
});

test('a token service with a user name in its address is refused as such, and not waited for', async () => {
  const registry = await serve((_, response) =>
    end(response, 401, '', { 'www-authenticate': `Bearer realm="http://a@${registry.host}/token",service="s"` }),
  );
  const { registries, waits } = openTestClient();
  const { what } = await expectFailure(registries, wishFor(registry.host, 'org/tool', '1.0'));
  expect(what).toBe(`${registry.host} names a token service with a user name in its address`);
  expect(waits).toEqual([]);
});

test('credential helpers are asked as docker asks them; one that fails is named when the image is private', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'helper-'));
  const helper = join(folder, 'docker-credential-testing');
  await writeFile(
    helper,
    '#!/bin/sh\nread -r server\n[ "$1" = get ] || exit 3\necho "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"me\\",\\"Secret\\":\\"for $server\\"}"\n',
  );
  await chmod(helper, 0o755);
  const registry = await serve((request, response) => {
    if (request.headers.authorization === `Basic ${Buffer.from(`me:for ${registry.host}`).toString('base64')}`)
      return answer(request, response);
    end(response, 401, '', { 'www-authenticate': 'Basic realm="here"' });
  });
  const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
  for (const content of [{ credHelpers: { [registry.host]: 'testing' } }, { credsStore: 'testing' }]) {
    const { registries } = openTestClient({}, { PATH, REGISTRY_AUTH_FILE: await writeAuth(content) });
    expect((await expectResolved(registries, wishFor(registry.host, 'org/tool', '1.0'))).digest).toBe(index.digest);
  }
  for (const credsStore of ['absent', '../evil']) {
    const failure = await expectFailure(
      openTestClient({}, { PATH, REGISTRY_AUTH_FILE: await writeAuth({ credsStore }) }).registries,
      wishFor(registry.host, 'org/tool', '1.0'),
    );
    expect(failure.why).toBe(`The credential helper docker-credential-${credsStore} gave no answer.`);
  }
});

test('a login file that is broken is an error with its place, and does not quote what stands in it', async () => {
  const registry = await serve((_, response) => end(response, 401, '', { 'www-authenticate': 'Basic realm="here"' }));
  const file = await writeAuth(`{"auths": {"x": {"auth": "${password}`);
  const ask = openTestClient({}, { REGISTRY_AUTH_FILE: file }).registries.resolve(
    wishFor(registry.host, 'org/tool', '1.0'),
  );
  await expect(ask).rejects.toThrow(UserError);
  await expect(ask).rejects.toThrow(`${file}: is not JSON`);
  await expect(ask).rejects.not.toThrow(password);
});

/** A network of one https or http registry that is not this machine: what it was asked, and its answers. */
function pretendNetwork(challenge: string) {
  const asked: { url: string; authorization: string | null }[] = [];
  const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    asked.push({ url: url.href, authorization: new Headers(init.headers).get('authorization') });
    return new Response(null, { status: 401, headers: { 'www-authenticate': challenge } });
  };
  return { asked, fetch };
}

test('a login is never sent over plain http to another machine, and the message says why', async () => {
  const conf = join(await mkdtemp(join(tmpdir(), 'conf-')), 'registries.conf');
  await writeFile(conf, '[[registry]]\nlocation = "plain.example"\ninsecure = true\n');
  const REGISTRY_AUTH_FILE = await writeAuth({ auths: { 'plain.example': { username: 'me', password } } });
  const { asked, fetch } = pretendNetwork('Basic realm="here"');
  const { registries } = openTestClient({ fetch }, { CONTAINERS_REGISTRIES_CONF: conf, REGISTRY_AUTH_FILE });
  expect((await expectFailure(registries, wishFor('plain.example', 'org/tool', '1.0'))).kind).toBe('denied');
  expect(asked).toEqual([{ url: 'http://plain.example/v2/org/tool/manifests/1.0', authorization: null }]);
});

test('a registry that is asked securely cannot have its token fetched insecurely', async () => {
  const REGISTRY_AUTH_FILE = await writeAuth({ auths: { 'secure.example': { username: 'me', password } } });
  const { asked, fetch } = pretendNetwork('Bearer realm="http://tokens.example/"');
  const { registries } = openTestClient({ fetch }, { REGISTRY_AUTH_FILE });
  expect((await expectFailure(registries, wishFor('secure.example', 'org/tool', '1.0'))).what).toBe(
    'secure.example names a token service that is no secure address',
  );
  expect(asked.map(({ url }) => url)).toEqual(['https://secure.example/v2/org/tool/manifests/1.0']);
});

test('what a token service says instead of a token is a failure with words', async () => {
  const cases: [number, string, string][] = [
    [200, '{}', 'not-a-registry'],
    [200, '<html>', 'not-a-registry'],
    [200, JSON.stringify({ token: 'a\r\nb: c' }), 'not-a-registry'],
    [503, '', 'failing'],
    [429, '', 'rate-limited'],
  ];
  for (const [status, body, kind] of cases) {
    const service = await serve((_, response) => end(response, status, body));
    const registry = await serve((_, response) =>
      end(response, 401, '', { 'www-authenticate': `Bearer realm="http://${service.host}/"` }),
    );
    expect((await expectFailure(openTestClient().registries, wishFor(registry.host, 'org/tool', '1.0'))).kind).toBe(
      kind,
    );
  }
  for (const realm of ['file:///x', 'nonsense']) {
    const registry = await serve((_, response) =>
      end(response, 401, '', { 'www-authenticate': `Bearer realm="${realm}"` }),
    );
    expect(
      (await expectFailure(openTestClient().registries, wishFor(registry.host, 'org/tool', '1.0'))).what,
    ).toContain('names a token service that is no secure address');
  }
});

describe('a challenge that wants more than it may have', () => {
  const basic = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`;
  async function ask(
    registry: string,
    realm: string,
    more = '',
    addresses: Readonly<Record<string, string>> = {},
  ): Promise<{ asked: readonly { url: string; authorization: string | null }[]; failure: unknown }> {
    const asked: { url: string; authorization: string | null }[] = [];
    const fetch = async (input: URL, init?: RequestInit): Promise<Response> => {
      asked.push({ url: input.href, authorization: new Headers(init?.headers).get('authorization') });
      const isToken = input.pathname === '/token';
      return isToken
        ? new Response('{}', { status: 401 })
        : new Response('', { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}"${more}` } });
    };
    const file = await writeAuth({ auths: { [registry]: { auth: basic.slice(6) } } });
    const lookUp = async (name: string): Promise<readonly string[]> => [addresses[name] ?? '203.0.113.1'];
    const { registries } = openTestClient({ fetch, lookUp }, { REGISTRY_AUTH_FILE: file });
    const resolution = await registries.resolve(wishFor(registry, 'org/tool', '1.0'));
    return {
      asked: asked.filter(({ url }) => url.includes('/token')),
      failure: 'failure' in resolution ? resolution.failure : undefined,
    };
  }

  test.each([
    ['registry.example', 'https://registry.example/token'],
    ['registry.example:5050', 'https://registry.example:5050/token'],
    ['registry.example:5050', 'https://registry.example/token'],
    ['docker.io', 'https://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/token'],
  ])('%s may have the login at %s', async (registry, realm) => {
    expect((await ask(registry, realm)).asked[0]?.authorization).toBe(basic);
  });

  test('its address cannot ask for another scope, another service or another account', async () => {
    const wish =
      'service=evil&scope=repository:secret:pull&scope=x&account=root&client_id=c&offline_token=true&tenant=t';
    const { asked } = await ask('registry.example', `https://registry.example/token?${wish}`, ',service="s"');
    const { searchParams } = new URL(asked[0]?.url ?? '');
    expect([...searchParams]).toEqual([
      ['tenant', 't'],
      ['service', 's'],
      ['scope', 'repository:org/tool:pull'],
    ]);
  });

  test.each([
    ['registry.example', 'https://elsewhere.example/token'],
    ['registry.example', 'https://registry.example:5443/token'],
    ['registry.example:5050', 'https://registry.example:5051/token'],
    ['docker.io', 'https://auth.docker.io:8443/token'],
    ['registry.example', 'https://registry.example.evil.example/token'],
    ['registry.example', 'https://auth.docker.io/token'],
  ])('%s may not have it at %s, and that is said', async (registry, realm) => {
    const { asked, failure } = await ask(registry, realm);
    expect(asked[0]?.authorization).toBeNull();
    expect(failure).toMatchObject({ kind: 'denied', why: expect.stringContaining('which was not sent') as string });
  });

  test('only the right to pull our repository is asked for', async () => {
    const { asked } = await ask(
      'registry.example',
      'https://registry.example/token',
      ',scope="repository:org/tool:pull,push repository:other:delete"',
    );
    expect(new URL(asked[0]?.url ?? '').searchParams.getAll('scope')).toEqual(['repository:org/tool:pull']);
  });

  const names = { 'inside.example': '10.0.0.7', 'registry.corp': '10.0.0.8', 'machine.example': '127.0.0.1' };
  test.each([
    ['registry.example', 'https://127.0.0.1:8200/token'],
    ['registry.example', 'https://[::1]/token'],
    ['registry.example', 'https://localhost/token'],
    ['registry.example', 'https://169.254.169.254/token'],
    ['registry.example', 'https://[::ffff:10.0.0.1]/token'],
    ['registry.example', 'https://inside.example/token'],
    ['registry.corp', 'https://machine.example/token'],
    ['registry.corp', 'https://0.0.0.0/token'],
  ])('%s cannot make us ask %s, which lies further inside', async (registry, realm) => {
    const { asked, failure } = await ask(registry, realm, '', names);
    expect(asked).toEqual([]);
    expect(failure).toMatchObject({
      kind: 'not-a-registry',
      what: expect.stringContaining('an address of this machine or of a network that is not its own') as string,
    });
  });

  test.each([
    ['registry.corp', 'https://inside.example/token'],
    ['registry.corp', 'https://public.example/token'],
  ])('%s may name %s, which lies no further inside', async (registry, realm) => {
    expect((await ask(registry, realm, '', names)).asked.length).toBe(1);
  });

  test('nor does a redirect lead further inside', async () => {
    const asked: string[] = [];
    const fetch = async ({ hostname }: URL): Promise<Response> => {
      asked.push(hostname);
      return new Response('', { status: 307, headers: { location: 'https://192.168.1.1/v2/' } });
    };
    const { registries } = openTestClient({ fetch, lookUp: async () => ['203.0.113.1'] });
    const resolution = await registries.resolve(wishFor('registry.example', 'org/tool', '1.0'));
    expect(resolution).toMatchObject({
      failure: { what: expect.stringContaining('redirects to 192.168.1.1, an address of this machine') as string },
    });
    expect(asked).toEqual(['registry.example']);
  });

  test('a name that only begins like this machine is not this machine', async () => {
    const { asked, failure } = await ask('registry.example', 'http://localhost.evil.example/token');
    expect(asked).toEqual([]);
    expect(failure).toMatchObject({ what: expect.stringContaining('no secure address') as string });
  });
});

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('a credential helper that is not there does not hold the process', async () => {
  const before = timers();
  const file = await writeAuth({ credsStore: 'missing-for-this-test' });
  await findCredentials('registry.example/org/tool', { REGISTRY_AUTH_FILE: file, PATH: process.env['PATH'] });
  expect(timers()).toBeLessThanOrEqual(before);
});
