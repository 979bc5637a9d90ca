import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProcessEnd, ProcessOptions } from '../../../../src/io/engine/container-engine-process.ts';
import { handOnBoth } from '../../../../src/io/engine/socket/ask-socket.ts';
import { callBySocket } from '../../../../src/io/engine/socket/call-by-socket.ts';
import { fillFormat, readCall } from '../../../../src/io/engine/socket/socket-calls.ts';

const id = 'a1'.repeat(32);
const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const socket = join(folder, 'engine.sock');
const asked: string[] = [];
let received = '';

type Answer = (answer: ServerResponse) => void;

/** One output of a container, as an engine sends it. */
function frame(stream: 1 | 2, text: string): Buffer {
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

const said = {
  Id: 'sha256:b2',
  Mountpoint: '/var/volumes/v/_data',
  State: { Pid: 7, StartedAt: '2026-11-30T00:00:00Z' },
  Config: { Env: null, Tty: false },
};

const answers: Readonly<Record<string, Answer>> = {
  [`GET /containers/${id}/json`]: (answer) => answer.end(JSON.stringify(said)),
  'GET /images/sha256:b2/json': (answer) => answer.end(JSON.stringify(said)),
  'GET /volumes/v': (answer) => answer.end(JSON.stringify(said)),
  [`POST /containers/${id}/wait`]: (answer) => answer.end('{"StatusCode":3}'),
  [`POST /containers/${id}/kill?signal=TERM`]: (answer) => answer.writeHead(204).end(),
  [`DELETE /containers/${id}?force=1&v=1`]: (answer) => answer.writeHead(204).end(),
  'DELETE /volumes/v?force=1': (answer) => answer.writeHead(204).end(),
  'DELETE /volumes/used?force=1': (answer) => answer.writeHead(409).end('{"message":"volume is in use"}'),
  [`GET /containers/${id}/changes`]: (answer) => answer.end('[{"Path":"/a","Kind":1},{"Path":"/b c","Kind":0}]'),
  [`GET /containers/${id}/archive?path=%2Fa%20%2Fb`]: (answer) => answer.end('x'.repeat(1 << 20)),
  [`GET /containers/${id}/archive?path=%2Fnone`]: (answer) =>
    answer.writeHead(404).end('{"message":"Could not find it"}'),
  [`GET /containers/${id}/archive?path=%2Fendless`]: (answer) => {
    // Nobody who has enough reads on.
    answer.write('x'.repeat(1 << 20));
  },
  [`PUT /containers/${id}/archive?path=%2F&noOverwriteDirNonDir=true`]: (answer) => answer.end(),
  [`GET /containers/${id}/logs?stdout=1&stderr=1`]: (answer) => {
    const whole = Buffer.concat([frame(1, 'one\n'), frame(2, 'wrong\n'), frame(1, 'two')]);
    // A piece of an output ends where it will.
    answer.write(whole.subarray(0, 5));
    setTimeout(() => answer.end(whole.subarray(5)), 20);
  },
  [`POST /containers/${id}/attach?stream=1&stdout=1&stderr=1`]: (answer) => {
    answer.writeHead(200).flushHeaders();
    started.push(() => answer.end(frame(1, 'printed\n')));
  },
  [`POST /containers/${id}/wait?condition=next-exit`]: (answer) => {
    answer.writeHead(200).flushHeaders();
    started.push(() => answer.end('{"StatusCode":4}'));
  },
  [`POST /containers/${id}/start`]: (answer) => {
    if (refusal === undefined) answer.writeHead(204).end(() => started.forEach((goOn) => setTimeout(goOn, 30)));
    else answer.writeHead(500).end(JSON.stringify({ message: refusal }));
  },
};
const unknown: Answer = (answer) => answer.writeHead(501).end();
const started: (() => void)[] = [];
let refusal: string | undefined;
let server: Server;

beforeAll(async () => {
  server = createServer((request: IncomingMessage, answer: ServerResponse) => {
    const which = `${request.method ?? ''} ${request.url ?? ''}`;
    asked.push(which);
    request.setEncoding('utf8').on('data', (text: string) => (received += text));
    request.on('end', () => (answers[which] ?? unknown)(answer));
  });
  await new Promise<void>((resolve) => void server.listen(socket, resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  received = '';
  refusal = undefined;
  for (const list of [asked, started]) list.length = 0;
});

function call(words: readonly string[], options: ProcessOptions = {}): Promise<ProcessEnd> {
  const made = callBySocket(socket, words, options);
  if (made === undefined) throw new Error(`no call of ours: ${words.join(' ')}`);
  return made;
}

test.each([
  [['inspect', '--format', '{{.State.Pid}}', id], '7\n'],
  [
    ['inspect', '--type', 'container', '--format', '{{json .State}}\t{{json .Config.Env}}', id],
    `${JSON.stringify(said.State)}\tnull\n`,
  ],
  [['image', 'inspect', '--format', '{{.Id}}', 'sha256:b2'], 'sha256:b2\n'],
  [['image', 'inspect', 'sha256:b2'], `[${JSON.stringify(said)}]\n`],
  [['volume', 'inspect', '--format', '{{.Mountpoint}}', 'v'], '/var/volumes/v/_data\n'],
  [['wait', id], '3\n'],
  [['diff', id], 'A /a\nC /b c\n'],
  [['kill', '--signal', 'TERM', id], ''],
  [['rm', '--force', '--volumes', id], ''],
  [['volume', 'rm', '--force', 'v'], ''],
])('%j says what docker itself would', async (words, out) => {
  expect(await call(words)).toEqual({ code: 0, out, log: out, length: out.length });
});

test('what the engine refuses is told in the words of docker', async () => {
  expect(await call(['volume', 'rm', '--force', 'v', 'used'])).toMatchObject({
    code: 1,
    log: 'Error response from daemon: volume is in use\n',
  });
  expect(await call(['cp', `${id}:/none`, '-'])).toMatchObject({
    code: 1,
    log: 'Error response from daemon: Could not find it\n',
  });
});

test('an archive is handed on, and its reader may have enough of it', async () => {
  let read = 0;
  const readAll = async (stream: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of stream) read += piece.length;
  };
  expect(await call(['cp', `${id}:/a /b`, '-'], { readOutput: readAll })).toMatchObject({ code: 0, out: '' });
  expect(read).toBe(1 << 20);
  const end = await call(['cp', `${id}:/endless`, '-'], { readOutput: async (_, enough) => enough() });
  expect(end).toMatchObject({ code: 128 });
});

test('an archive is put into a container, and one that breaks off fails', async () => {
  expect(await call(['cp', '-', `${id}:/`], { input: Readable.from(['tar', '-', 'ball']) })).toMatchObject({ code: 0 });
  expect(received).toBe('tar-ball');
  const broken = new Readable({ read: () => void broken.destroy(new Error('it was taken away')) });
  const end = await call(['cp', '-', `${id}:/`], { input: broken });
  expect(end).toMatchObject({ code: 1, log: 'it was taken away\n' });
});

test('both outputs of a container are told apart, however they come', async () => {
  const lines: string[] = [];
  const end = await call(['logs', id], { onLine: (line) => lines.push(line) });
  expect(end).toMatchObject({ code: 0, out: 'one\ntwo', length: 13 });
  expect(lines.toSorted()).toEqual(['one', 'two', 'wrong']);
});

test('a line in a piece of its own costs no more than one among others', async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => frame(1, `line ${String(at)} of what it says\n`));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let pieces = 0;
  stdout.on('data', () => (pieces += 1));
  const output = Readable.from([Buffer.concat(lines)]);
  await handOnBoth(output, { socket, stdout, stderr, signal: new AbortController().signal });
  expect(pieces).toBe(1);
});

test('a container is started when who reads and who waits are there, and ends with its code', async () => {
  let begun = 0;
  const end = await call(['start', '--attach', id], { onBegun: () => (begun += 1) });
  expect([end, begun]).toEqual([{ code: 4, out: 'printed\n', log: 'printed\n', length: 8 }, 1]);
  expect(asked.at(-1)).toBe(`POST /containers/${id}/start`);
});

test('a container that does not start says why, and has not begun', async () => {
  refusal = 'exec: "none": executable file not found in $PATH';
  let begun = 0;
  const end = await call(['start', '--attach', id], { onBegun: () => (begun += 1) });
  expect([end.code, end.log, begun]).toEqual([1, `Error response from daemon: ${refusal}\n`, 0]);
});

test('a call ends when it is stopped, when there is enough and when its time is over', async () => {
  const words = ['cp', `${id}:/endless`, '-'];
  const [stopping, enough] = [new AbortController(), new AbortController()];
  setTimeout(() => [stopping, enough].forEach((each) => each.abort()), 50);
  await expect(call(words, { signal: stopping.signal })).rejects.toThrow('stopped');
  await expect(call(words, { signal: stopping.signal })).rejects.toThrow('stopped');
  const ended = await call(words, { enough: enough.signal, atMost: 60_000 });
  expect([ended.code, ended.timedOut]).toEqual([128, undefined]);
  expect(await call(words, { atMost: 50 })).toMatchObject({ code: 128, timedOut: true });
});

test('without a socket, and where nobody answers there', async () => {
  expect(callBySocket(undefined, ['wait', id], {})).toBeUndefined();
  const end = await callBySocket(join(folder, 'none.sock'), ['wait', id], {});
  expect(end?.code).toBe(1);
  expect(end?.log).toContain('ENOENT');
});

test.each([
  [['create', 'x']],
  [['run', '--rm', 'x']],
  [['wait', 'a-name']],
  [['wait']],
  [['inspect', '--size', id]],
  [['inspect', '--format', '{{range .Mounts}}{{end}}', id]],
  [['image', 'inspect', '../containers']],
  [['image', 'inspect', 'x?all=1']],
  [['volume', 'inspect', 'v', 'w']],
  [['cp', '--follow-link', `${id}:/etc/passwd`, '-']],
  [['cp', `${id}:/a`, '/b']],
  [['rm', '--force', id]],
  [['rm', '--force', '--volumes', id, 'a-name']],
  [['volume', 'rm', '--force']],
  [['kill', '--signal', '9&x', id]],
])('%j is left to docker', (words) => {
  expect(readCall(words)).toBeUndefined();
});

test('what is not there is no value', () => {
  expect(fillFormat('{{.State.Pid}} {{json .A.B}}', { State: { Pid: 0 } })).toBe('0 null');
});
