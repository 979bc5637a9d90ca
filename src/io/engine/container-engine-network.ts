import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { HttpRequest } from '../../model/rehearsal/container-engine.ts';
import type { NetworkAttempt } from '../../model/rehearsal/rehearsal.ts';
import type { EngineSession } from './container-engine-session.ts';
import { aliveProbe, httpProbe, networkSink, probeAddress, probeDomain, sinkHost } from './network-sink.ts';
import { markOf, readList } from './sink-record.ts';

/** A network with the sink in it: what runs there is watched. Used by one cell after the other. */
export interface WatchedNetwork {
  /** The container that holds it. */
  readonly container: string;
  /** Whether addresses are recorded, or only names. */
  readonly seesAddresses: boolean;
  readonly seesIpv6: boolean;
  /** Whether a new list of attempts has begun: by a look-up and a connection made in it which are seen. */
  renew(): Promise<boolean>;
  /** The same by a look-up and a connection that somebody else makes in it under the name `probe`, which is {@link newProbe}'s. */
  sees(probe: string): Promise<boolean>;
  newProbe(): string;
  /** What was tried since the list was begun; what runs there must have ended. Begins the next. */
  attempts(): Promise<readonly NetworkAttempt[]>;
  /** Whether that was all: the sink is alive, and nothing came faster than it read. */
  sawAll(): boolean;
  /** Raw answers over HTTP, one for each path: empty where one connected and nothing was said; nothing where nobody listens. */
  ask(request: HttpRequest): Promise<readonly (string | undefined)[]>;
}

/** The watched networks of a rehearsal, and the image whose Perl is their sink. */
export interface Networks {
  /** A free one, or a new one; nothing where no image here can run the sink. `images`: whose Perl may do it, best first. */
  take(images: readonly string[]): Promise<WatchedNetwork | undefined>;
  /** For the next cell. */
  release(network: WatchedNetwork): void;
}

/** Sees IPv6 where the kernel has it; docker switches it off in a network of none unless it is told otherwise. */
export function ipv6Words({ facts }: EngineSession): readonly string[] {
  const hasIpv6 = process.platform !== 'linux' || existsSync('/proc/sys/net/ipv6');
  return facts.name === 'docker' && hasIpv6
    ? ['--sysctl', 'net.ipv6.conf.all.disable_ipv6=0', '--sysctl', 'net.ipv6.conf.lo.disable_ipv6=0']
    : [];
}

export function makeNetworks(session: EngineSession): Networks {
  const free: WatchedNetwork[] = [];
  let candidates: Promise<readonly string[]> | undefined;
  return {
    take: async (images) => {
      const used = free.pop();
      if (used !== undefined && (await used.renew())) return used;
      candidates ??= listCandidates(session, images);
      for (const image of await candidates) {
        const network = await openNetwork(session, image);
        if (network === undefined) continue;
        // That it works there has been seen.
        candidates = Promise.resolve([image]);
        return network;
      }
      candidates = Promise.resolve([]);
      return undefined;
    },
    release: (network) => void free.push(network),
  };
}

/** Images here whose Perl may be tried. The one under test is the last of those that are named: what it brings as Perl is its own affair. */
async function listCandidates(session: EngineSession, images: readonly string[]): Promise<readonly string[]> {
  const [listed, ...named] = await Promise.all([
    session.run(['images', '--quiet', '--no-trunc']),
    ...images.map((image) => session.run(['image', 'inspect', '--format', '{{.Id}}', image])),
  ]);
  const here = images.filter((_, at) => named[at]?.code === 0);
  const others = [...new Set(listed.out.split('\n').filter((id) => id !== ''))].slice(0, 6);
  return [...here, ...others];
}

/** No more than it needs, of rights and of the machine. */
function lowered({ facts }: EngineSession): readonly string[] {
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

async function openNetwork(session: EngineSession, image: string): Promise<WatchedNetwork | undefined> {
  const secret = randomBytes(16).toString('hex');
  const names =
    session.facts.name === 'docker'
      ? ['--dns', '127.0.0.1', '--dns-search', '.', '--dns-opt', 'timeout:1', '--dns-opt', 'attempts:1']
      : [];
  const started = await session.run([
    'run',
    '--detach',
    '--label',
    session.label,
    '--network',
    'none',
    '--hostname',
    sinkHost,
    // Its own name is its own address, as under podman and Kubernetes: who talks to oneself by it reaches for no network.
    '--add-host',
    `${sinkHost}:127.0.0.1`,
    ...names,
    ...ipv6Words(session),
    '--user',
    '0:0',
    ...lowered(session),
    ...['NET_ADMIN', 'NET_RAW', 'NET_BIND_SERVICE'].flatMap((name) => ['--cap-add', name]),
    '--log-driver',
    'json-file',
    '--log-opt',
    'max-size=10m',
    '--entrypoint',
    'perl',
    image,
    '-e',
    networkSink,
    sinkHost,
    probeAddress,
    secret,
  ]);
  const container = started.out.trim().split('\n').at(-1) ?? '';
  const ready = started.code === 0 ? await waitUntilReady(session, container) : undefined;
  const network = ready === undefined ? undefined : describe(session, container, secret, ready);
  if (network !== undefined && (await isSeenFromBeside(session, network, image))) return network;
  if (container !== '') await session.run(['rm', '--force', '--volumes', container]);
  return undefined;
}

function describe(
  session: EngineSession,
  container: string,
  secret: string,
  ready: readonly boolean[],
): WatchedNetwork {
  const [routed = false, reads = false, , routed6 = false] = ready;
  const seesAddresses = routed && reads;
  // Not with the sink's rights.
  const inside = (program: string, ...words: readonly string[]): ReturnType<EngineSession['run']> =>
    session.run(['exec', '--user', '65534:65534', container, 'perl', '-e', program, ...words]);
  const lines = async (): Promise<readonly string[]> => (await session.run(['logs', container])).out.split('\n');
  const newProbe = (): string => `${randomBytes(8).toString('hex')}.${secret}.${probeDomain}`;
  let mark = '';
  let sawAll = false;
  const sees = (probe: string): Promise<boolean> => {
    mark = markOf(probe, seesAddresses);
    return waitForLine(lines, mark);
  };
  const probeAgain = async (): Promise<boolean> => {
    const probe = newProbe();
    await inside(aliveProbe, probe);
    return sees(probe);
  };
  return {
    container,
    seesAddresses,
    seesIpv6: routed6 && reads,
    // What ended the last list has begun the next, where it was seen.
    renew: async () => {
      const hasBegun = sawAll;
      sawAll = false;
      return hasBegun || probeAgain();
    },
    sees,
    newProbe,
    attempts: async () => {
      const begin = mark;
      const isAlive = await probeAgain();
      const list = readList(await lines(), begin, isAlive ? mark : undefined);
      sawAll = list.isWhole;
      return list.attempts;
    },
    sawAll: () => sawAll,
    ask: (request) => askServer(inside, routed, request),
  };
}

/** Asks from inside the network, for all paths by one program. */
async function askServer(
  inside: (program: string, ...words: readonly string[]) => ReturnType<EngineSession['run']>,
  isRouted: boolean,
  { from, port, paths, authorization = '' }: HttpRequest,
): Promise<readonly (string | undefined)[]> {
  const address = isRouted && from === 'outside' ? probeAddress : '127.0.0.1';
  const boundary = randomBytes(16).toString('hex');
  const most = paths.length === 1 ? 65_536 : 16_384;
  const { out } = await inside(httpProbe, address, String(port), boundary, String(most), authorization, ...paths);
  return splitAnswers(out, boundary);
}

/** Text, boundary and whether it was connected, for one path after the other. */
function splitAnswers(out: string, boundary: string): readonly (string | undefined)[] {
  const parts = out.split(new RegExp(`\\n${boundary} ([01])\\n`));
  return parts.flatMap((text, at) =>
    at % 2 === 1 || at === parts.length - 1 ? [] : [parts[at + 1] === '1' ? text : undefined],
  );
}

/** From a second container, as the program under test will be one. */
async function isSeenFromBeside(session: EngineSession, network: WatchedNetwork, image: string): Promise<boolean> {
  const probe = network.newProbe();
  const words = [
    'run',
    '--rm',
    '--label',
    session.label,
    '--network',
    `container:${network.container}`,
    ...lowered(session),
  ];
  await session.run([...words, '--user', '65534:65534', '--entrypoint', 'perl', image, '-e', aliveProbe, probe]);
  return network.sees(probe);
}

/** An engine may show a line a moment after it was written. */
async function waitForLine(read: () => Promise<readonly string[]>, line: string): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if ((await read()).includes(line)) return true;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return false;
}

async function waitUntilReady(session: EngineSession, id: string): Promise<readonly boolean[] | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const log = await session.run(['logs', id]);
    const ready = log.out.split('\n').find((line) => line.startsWith('ready\t'));
    if (ready !== undefined)
      return ready
        .split('\t')
        .slice(1)
        .map((word) => word === '1');
    if ((await session.run(['inspect', '--format', '{{.State.Running}}', id])).out.trim() !== 'true') return undefined;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return undefined;
}
