import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { createServer as createPlain, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { httpProbe, listenersProbe } from '../../../src/io/network-watch/probes.ts';

/** Refuses GET, and serves whoever asks otherwise. */
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (data: Buffer) => (body += data.toString()));
  request.on('end', () => {
    response.statusCode = request.method === 'POST' && body === '{}' ? 200 : 401;
    response.end(`${request.headers.authorization ?? 'nobody'} asked`);
  });
}).on('upgrade', (_, socket) => {
  // It stays open, as a websocket does.
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  socket.on('close', () => socket.destroy());
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ['GET', '', / 401 [^]*nobody asked/],
  ['GET', 'Authorization: token x\r\n', / 401 [^]*token x asked/],
  ['POST', '', / 200 [^]*nobody asked/],
  ['websocket', '', / 101 /],
])('the program that asks a server asks by %s, with the headers %j', async (manner, headers, answer) => {
  const words = ['-e', httpProbe, '127.0.0.1', String(port), 'boundary', '1000', headers, manner, '/', '/lab'];
  const { stdout } = await promisify(execFile)('perl', words);
  const answers = stdout.split(/\nboundary [12]\n/);
  expect(answers).toHaveLength(3);
  expect(answers[0]).toMatch(answer);
  expect(answers[1]).toMatch(answer);
});

test('the program that asks a server asks over IPv6, too, where that is another socket', async () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
  const other = createServer((_, response) => void response.end('over IPv6'));
  if (hasIpv6) await new Promise<void>((resolve) => void other.listen({ port, host: '::1', ipv6Only: true }, resolve));
  const words = ['-e', httpProbe, '::1', String(port), 'boundary', '1000', '', 'GET', '/'];
  const { stdout } = await promisify(execFile)('perl', words);
  expect(stdout).toMatch(hasIpv6 ? /over IPv6\nboundary 2/ : /^\nboundary 0/);
  if (hasIpv6) other.close();
});

/** What the program says of one answer, written as it is to the socket. */
async function ask(raw: string, ends: boolean, most: number): Promise<string> {
  const plain = createPlain((socket) => {
    socket.on('error', () => undefined);
    if (ends) socket.end(raw);
    else socket.write(raw);
  });
  await new Promise<void>((resolve) => void plain.listen(0, '127.0.0.1', resolve));
  const at = String((plain.address() as AddressInfo).port);
  const words = ['-e', httpProbe, '127.0.0.1', at, 'boundary', String(most), '', 'GET', '/'];
  const { stdout } = await promisify(execFile)('perl', words);
  plain.close();
  return /boundary (\d)\n$/.exec(stdout)?.[1] ?? stdout;
}

test.each<readonly [string, string, boolean, string, number]>([
  ['ends', 'HTTP/1.0 401 No\r\n\r\nno', true, '2', 1000],
  ['has the length that it names, and stays open', 'HTTP/1.0 401 No\r\nContent-Length: 2\r\n\r\nno', false, '2', 1000],
  ['is empty, and stays open', 'HTTP/1.0 401 No\r\nContent-Length: 0\r\n\r\n', false, '2', 1000],
  ['ends before the length that it names', 'HTTP/1.0 401 No\r\nContent-Length: 9\r\n\r\nno', true, '1', 1000],
  ['names no length and stays open', 'HTTP/1.0 401 No\r\n\r\nno', false, '1', 1000],
  ['is longer than what is read', `HTTP/1.0 401 No\r\n\r\n${'no '.repeat(100)}`, true, '1', 100],
])(
  'the program that asks a server tells whether an answer was read to its end: one that %s',
  async (_, raw, ends, seen, most) => {
    expect(await ask(raw, ends, most)).toBe(seen);
  },
  15_000,
);

const open = async (host: string): Promise<Server> => {
  const one = createServer();
  await new Promise<void>((resolve) => void one.listen(0, host, resolve));
  return one;
};
const portOf = (one: Server): string => String((one.address() as AddressInfo).port);

test('ports that others reach are told from those of loopback, of IPv4 and IPv6', async () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
  const [reached, hidden] = [
    await Promise.all(['0.0.0.0', ...(hasIpv6 ? ['::'] : [])].map(open)),
    await Promise.all(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])].map(open)),
  ];
  const { stdout } = await promisify(execFile)('perl', ['-e', listenersProbe]);
  const ports = stdout.split('\n');
  for (const one of reached) expect(ports).toContain(portOf(one));
  for (const one of [...hidden, server]) expect(ports).not.toContain(portOf(one));
  for (const one of [...reached, ...hidden]) one.close();
});
