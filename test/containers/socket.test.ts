import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProcessEnd, type ProcessOptions, runProcess } from '../../src/io/engine/container-engine-process.ts';
import { packFolders } from '../../src/io/engine/container-files.ts';
import { callBySocket, findSocket } from '../../src/io/engine/socket/call-by-socket.ts';
import { localImage } from './equipment/load-stand-in.ts';

// Docker's engine says by its socket what docker's own program says of it: the same container is asked both ways.
const never = new AbortController().signal;
const made: string[] = [];
let socket: string | undefined;

beforeAll(async () => {
  socket = await findSocket(never);
});

afterAll(async () => {
  await runProcess('docker', ['rm', '--force', '--volumes', ...made]);
});

async function create(...words: readonly string[]): Promise<string> {
  const { out } = await runProcess('docker', ['create', '--network', 'none', ...words]);
  made.push(out.trim());
  return out.trim();
}

async function bySocket(words: readonly string[], options: ProcessOptions = {}): Promise<ProcessEnd | undefined> {
  return callBySocket(socket, words, options);
}

async function digest(run: (options: ProcessOptions) => Promise<ProcessEnd | undefined>): Promise<string> {
  const hash = createHash('sha256');
  const readOutput = async (stream: Readable): Promise<void> => {
    for await (const piece of stream) hash.update(piece as Buffer);
  };
  const end = await run({ readOutput });
  return `${String(end?.code)} ${hash.digest('hex')}`;
}

function parsed({ out }: ProcessEnd): unknown {
  return out.split('\t').map((each) => (/^[[{]/.test(each) ? (JSON.parse(each) as unknown) : each));
}

const talks = [
  'python3',
  '-c',
  "import sys; print('out'); print('wrong', file=sys.stderr); open('/new', 'w'); sys.exit(5)",
];

test('a container that ran is described, listened to, compared and copied from alike', async () => {
  const id = await create('--user', '0:0', '--entrypoint', '', localImage, ...talks);
  const lines: string[] = [];
  const end = await bySocket(['start', '--attach', id], { onLine: (line) => lines.push(line) });
  expect(end).toMatchObject({ code: 5, out: 'out\n', length: 10 });
  expect(lines.toSorted()).toEqual(['out', 'wrong']);
  const formats = [
    '{{json .State}}',
    '{{json .Config.Env}}',
    '{{json .Mounts}}',
    '{{.State.Pid}}',
    '{{.State.StartedAt}}',
  ];
  for (const words of [
    ['wait', id],
    ['logs', id],
    ['diff', id],
    ['inspect', '--type', 'container', '--format', formats.join('\t'), id],
    ['image', 'inspect', '--format', '{{.Id}}', localImage],
    ['cp', `${id}:/no-such-file`, '-'],
    ['kill', '--signal', 'TERM', id],
    ['wait', 'f0'.repeat(32)],
  ]) {
    const [ours, theirs] = [await bySocket(words), await runProcess('docker', words)];
    expect([words[0], ours?.code, ours && parsed(ours)]).toEqual([words[0], theirs.code, parsed(theirs)]);
    const refused = ({ log }: ProcessEnd): string => (theirs.code === 0 ? '' : log.trim());
    expect(ours && refused(ours)).toBe(refused(theirs));
  }
  const image = ['image', 'inspect', localImage];
  const [ours, theirs] = [await bySocket(image), await runProcess('docker', image)];
  expect(JSON.parse(ours?.out ?? '')).toMatchObject([{ Id: (JSON.parse(theirs.out) as [{ Id: string }])[0].Id }]);
});

test('an archive goes in and comes out alike, and what cannot be started says so alike', async () => {
  const id = await create('--entrypoint', 'none', localImage);
  const folders = [{ path: 'etc/added', uid: 7, gid: 8, mode: 0o750 }];
  expect(await bySocket(['cp', '-', `${id}:/`], { input: packFolders(folders) })).toMatchObject({ code: 0, log: '' });
  const words = ['cp', `${id}:/etc`, '-'];
  expect(await digest((options) => bySocket(words, options))).toBe(
    await digest((options) => runProcess('docker', words, options)),
  );
  const start = ['start', '--attach', id];
  const [ours, theirs] = [await bySocket(start), await runProcess('docker', start)];
  expect([ours?.code, ours?.log.split('\n')[0]]).toEqual([theirs.code, theirs.log.split('\n')[0]]);
  expect(await bySocket(['rm', '--force', '--volumes', id])).toMatchObject({ code: 0 });
  expect((await runProcess('docker', ['inspect', id])).code).toBe(1);
});
