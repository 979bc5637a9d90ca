import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { chooseFetch } from '../../../src/io/registry/choose-fetch.ts';
import { expectFailure, findClosedPort, openTestClient, serve, wishFor } from './loopback-registry.ts';

async function startProxy() {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return { asked, host: `127.0.0.1:${String((proxy.address() as AddressInfo).port)}`, stop: () => proxy.close() };
}

test('HTTPS_PROXY takes every registry but those of NO_PROXY and this machine', async () => {
  const proxy = await startProxy();
  try {
    const variables = {
      https_proxy: `http://user:pass@${proxy.host}`,
      HTTPS_PROXY: 'http://127.0.0.1:1',
      NO_PROXY: '0.0.0.0',
    };
    const { registries } = openTestClient({}, variables);
    const failure = await expectFailure(registries, wishFor('registry.invalid', 'org/tool', '1.0'));
    expect(failure).toMatchObject({
      kind: 'unreachable',
      what: 'registry.invalid cannot be reached: the proxy does not let the request through',
    });
    expect(JSON.stringify(failure)).not.toContain('pass');
    expect(proxy.asked).toEqual(['registry.invalid:443 Basic dXNlcjpwYXNz']);
    const closed = `0.0.0.0:${String(await findClosedPort())}`;
    expect((await expectFailure(registries, wishFor(closed, 'org/tool', '1.0'))).what).toBe(
      `${closed} cannot be reached (ECONNREFUSED)`,
    );
    const here = await serve((_, response) => response.writeHead(200).end('here'));
    const fetch = await chooseFetch(variables);
    expect(await (await fetch(new URL(`http://${here.host}/`), {})).text()).toBe('here');
    expect(proxy.asked).toHaveLength(1);
  } finally {
    proxy.stop();
  }
});

test("without a proxy it is Node's own fetch; a proxy that is no URL is an error that does not show it", async () => {
  expect(await chooseFetch({ HTTPS_PROXY: '' })).toBe(fetch);
  await expect(chooseFetch({ HTTPS_PROXY: 'socks5://me:secret@host' })).rejects.toThrow(
    'environment variable HTTPS_PROXY: is not the URL of a proxy',
  );
  await expect(chooseFetch({ HTTPS_PROXY: 'socks5://me:secret@host' })).rejects.not.toThrow('secret');
});
