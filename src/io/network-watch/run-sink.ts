import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import type { EngineSession } from '../engine/container-engine-session.ts';
import { networkSink, probeAddress } from './network-sink.ts';
import { findNetwork, wayIn } from './enter-network.ts';

/** A sink at work in the network of a container. */
export interface RunningSink {
  /** The container that holds the network. */
  readonly container: string;
  /** What it could have: route, reading, names, route for IPv6, rights given up. */
  readonly ready: readonly boolean[];
  /** What it has written so far. */
  readonly lines: () => Promise<readonly string[]>;
  /** Runs a program of Perl in its network, without its rights. */
  readonly run: (program: string, ...words: readonly string[]) => ReturnType<EngineSession['run']>;
  /** Ends what watches, where it is no container's; those are removed with all others. */
  end(): void;
  /** Ends it, and removes its container. */
  close(): Promise<void>;
}

/** Sees IPv6 where the kernel has it; docker switches it off in a network of none unless it is told otherwise. */
export function ipv6Words({ facts }: EngineSession): readonly string[] {
  const hasIpv6 = process.platform !== 'linux' || existsSync('/proc/sys/net/ipv6');
  return facts.name === 'docker' && hasIpv6
    ? ['--sysctl', 'net.ipv6.conf.all.disable_ipv6=0', '--sysctl', 'net.ipv6.conf.lo.disable_ipv6=0']
    : [];
}

/**
 * Lets whoever runs inside ask for an echo (ping), as networks that podman and containerd make do: what may not be sent is not seen. No group beyond
 * those that the namespace knows.
 */
export function pingWords({ facts }: EngineSession): readonly string[] {
  return ['--sysctl', `net.ipv4.ping_group_range=0 ${String(Math.min(facts.highestId, 2 ** 31 - 1))}`];
}

/** As an engine calls a container that nobody named: nothing in it says that this is a rehearsal. */
export function newHostName(): string {
  return randomBytes(6).toString('hex');
}

/** Podman, told to remove a container that runs, tells it to stop and waits ten seconds for one that does not hear. */
export const endsAtOnce = ['--stop-timeout', '0'] as const;

/** No more than it needs, of rights and of the machine. */
export function lowered({ facts }: EngineSession): readonly string[] {
  const { enforces } = facts;
  return [
    '--read-only',
    ...(facts.name === 'podman' ? ['--read-only-tmpfs=false'] : []),
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    ...(enforces.includes('memory') ? ['--memory', '128m'] : []),
    ...(enforces.includes('cpus') ? ['--cpus', '1'] : []),
    ...(enforces.includes('pids') ? ['--pids-limit', '32'] : []),
  ];
}

/** The sink as a program of an image, in a container of its own. Nothing where that image cannot. */
export async function runInside(
  session: EngineSession,
  image: string,
  secret: string,
): Promise<RunningSink | undefined> {
  const rights = ['NET_ADMIN', 'NET_RAW', 'NET_BIND_SERVICE'].flatMap((name) => ['--cap-add', name]);
  const host = newHostName();
  const sink = ['perl', image, '-e', networkSink, host, probeAddress, secret];
  const container = await hold(session, host, rights, sink);
  if (container === undefined) return undefined;
  const lines = async (): Promise<readonly string[]> => (await session.run(['logs', container])).out.split('\n');
  const isOver = async (): Promise<boolean> =>
    (await session.run(['inspect', '--format', '{{.State.Running}}', container])).out.trim() !== 'true';
  const ready = await waitUntilReady(lines, isOver);
  const close = (): Promise<void> => remove(session, container);
  if (ready === undefined) {
    await close();
    return undefined;
  }
  const run: RunningSink['run'] = (program, ...words) =>
    session.run(['exec', '--user', '65534:65534', container, 'perl', '-e', program, ...words]);
  return { container, ready, lines, run, end: () => undefined, close };
}

/** Keeps a network open and does nothing; its last word tells its process from others. Podman refuses --dns for a network of none. */
const holder =
  'printf "nameserver 127.0.0.1\\noptions timeout:1 attempts:1\\n" > /etc/resolv.conf; while :; do sleep 3600; done';

/**
 * The sink as a program of this machine, in the network of a container that does nothing: what an image brings is not asked. Only where the engine is
 * on this machine and its processes' networks may be entered: by root, or by the user of a rootless podman. Nothing where that cannot be had.
 */
export async function runOutside(
  session: EngineSession,
  image: string,
  secret: string,
): Promise<RunningSink | undefined> {
  const enter = wayIn(session);
  if (enter === undefined) return undefined;
  const host = newHostName();
  const container = await hold(session, host, [], ['sh', image, '-c', holder, secret]);
  if (container === undefined) return undefined;
  const network = await findNetwork(session, container, secret);
  const sink =
    network === undefined ? undefined : await startOutside(session, [...enter, `--net=${network}`], host, secret);
  if (sink === undefined) {
    await remove(session, container);
    return undefined;
  }
  const close = async (): Promise<void> => {
    sink.end();
    await remove(session, container);
  };
  return { container, ...sink, close };
}

type Outside = Omit<RunningSink, 'container' | 'close'>;

async function startOutside(
  session: EngineSession,
  enter: readonly string[],
  host: string,
  secret: string,
): Promise<Outside | undefined> {
  const [program = '', ...words] = enter;
  // When this process ends, however it does, the sink reads the end of its input.
  const input = new PassThrough();
  let text = '';
  let isOver = false;
  const started = session.runProgram(
    program,
    [...words, 'perl', '-e', networkSink, host, probeAddress, secret, 'outside'],
    {
      input,
      readOutput: async (stream) => {
        for await (const piece of stream) text += String(piece);
      },
    },
  );
  const over = (): void => void (isOver = true);
  started.then(over, over);
  const lines = async (): Promise<readonly string[]> => text.split('\n');
  const end = (): void => void input.end();
  const ready = await waitUntilReady(lines, async () => isOver);
  // Somebody else who answers names there would answer them as it likes.
  if (ready?.[2] !== true) {
    end();
    return undefined;
  }
  const run: RunningSink['run'] = (code, ...arguments_) =>
    session.runProgram(program, [
      ...words,
      '--setuid',
      '65534',
      '--setgid',
      '65534',
      'perl',
      '-e',
      code,
      ...arguments_,
    ]);
  return { ready, lines, run, end };
}

/** Milliseconds that a container which would watch may take to start. */
const longestStart = 60_000;

/** A container without a network. `start`: its program, the image, and the program's arguments. */
async function hold(
  session: EngineSession,
  host: string,
  rights: readonly string[],
  [program = '', ...start]: readonly string[],
): Promise<string | undefined> {
  const names =
    session.facts.name === 'docker'
      ? ['--dns', '127.0.0.1', '--dns-search', '.', '--dns-opt', 'timeout:1', '--dns-opt', 'attempts:1']
      : [];
  const words = [
    'run',
    '--detach',
    '--label',
    session.label,
    '--network',
    'none',
    '--hostname',
    host,
    // Its own name is its own address, as under podman and Kubernetes: who talks to oneself by it reaches for no network.
    '--add-host',
    `${host}:127.0.0.1`,
    ...names,
    ...ipv6Words(session),
    ...pingWords(session),
    '--user',
    '0:0',
    ...endsAtOnce,
    ...lowered(session),
    ...rights,
    '--log-driver',
    'json-file',
    '--log-opt',
    'max-size=10m',
    '--entrypoint',
    program,
    ...start,
  ];
  // Of an image that is not the project's own nobody knows how long it takes, or whether it ends.
  const { code, out } = await session.run(words, { atMost: longestStart });
  const container = out.trim().split('\n').at(-1) ?? '';
  if (code === 0 && container !== '') return container;
  if (container !== '') await remove(session, container);
  return undefined;
}

async function remove(session: EngineSession, container: string): Promise<void> {
  await session.run(['rm', '--force', '--volumes', container]);
}

async function waitUntilReady(
  lines: RunningSink['lines'],
  isOver: () => Promise<boolean>,
): Promise<readonly boolean[] | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ready = (await lines()).find((line) => line.startsWith('ready\t'));
    if (ready !== undefined)
      return ready
        .split('\t')
        .slice(1)
        .map((word) => word === '1');
    if (await isOver()) return undefined;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return undefined;
}
