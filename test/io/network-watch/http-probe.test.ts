import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { httpProbe } from '../../../src/io/network-watch/network-sink.ts';

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
  ['GET', 'token x', / 401 [^]*token x asked/],
  ['POST', '', / 200 [^]*nobody asked/],
  ['websocket', '', / 101 /],
])('the program that asks a server asks by %s, with the credential %j', async (manner, authorization, answer) => {
  const words = ['-e', httpProbe, '127.0.0.1', String(port), 'boundary', '1000', authorization, manner, '/', '/lab'];
  const { stdout } = await promisify(execFile)('perl', words);
  const answers = stdout.split(/\nboundary 1\n/);
  expect(answers).toHaveLength(3);
  expect(answers[0]).toMatch(answer);
  expect(answers[1]).toMatch(answer);
});
