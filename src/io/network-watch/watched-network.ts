import { randomBytes } from 'node:crypto';
import type { HttpRequest } from '../../model/rehearsal/container-engine.ts';
import type { NetworkAttempt } from '../../model/rehearsal/rehearsal.ts';
import { probeAddress, probeAddress6, probeDomain } from './network-sink.ts';
import { aliveProbe, httpProbe, listenersProbe } from './probes.ts';
import type { RunningSink } from './run-sink.ts';
import { markOf, readList } from './sink-record.ts';

/** What came back, and whether that was all. */
export interface RawAnswer {
  readonly text: string;
  readonly isWhole: boolean;
}

/** A network with the sink in it: what runs there is watched. Used by one cell after the other. */
export interface WatchedNetwork {
  /** The container that holds it. */
  readonly container: string;
  /** Whether what watches it is no program that the project, or somebody unknown, made. */
  readonly isTrusted: boolean;
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
  ask(request: HttpRequest): Promise<readonly (RawAnswer | undefined)[]>;
  /** TCP ports that are listened on, not on loopback alone, in ascending order; nothing where the kernel's lists cannot be read. */
  listening(): Promise<readonly number[] | undefined>;
  /** Ends what watches it, where that is no container's. */
  end(): void;
}

/** The network that a sink watches. `secret`: of the sink's probes. */
export function describeNetwork(sink: RunningSink, secret: string, isTrusted: boolean): WatchedNetwork {
  const { container, run, lines } = sink;
  const [routed = false, reads = false, , routed6 = false] = sink.ready;
  const seesAddresses = routed && reads;
  const newProbe = (): string => `${randomBytes(8).toString('hex')}.${secret}.${probeDomain}`;
  let mark = '';
  let sawAll = false;
  const sees = (probe: string): Promise<boolean> => {
    mark = markOf(probe, seesAddresses);
    return waitForLine(lines, mark);
  };
  const probeAgain = async (): Promise<boolean> => {
    const probe = newProbe();
    await run(aliveProbe, probe);
    return sees(probe);
  };
  return {
    container,
    isTrusted,
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
    ask: (request) => askServer(run, { outside: routed, outside6: routed6, loopback: false }[request.from], request),
    listening: async () => {
      const { code, out } = await run(listenersProbe);
      return code === 0
        ? [...new Set(out.split('\n').filter(Boolean).map(Number))].toSorted((a, b) => a - b)
        : undefined;
    },
    end: () => sink.end(),
  };
}

/** Asks from inside the network, for all paths by one program. */
async function askServer(
  run: RunningSink['run'],
  isRouted: boolean,
  { from, port, paths, authorization, cookie, form, manner = 'GET' }: HttpRequest,
): Promise<readonly (RawAnswer | undefined)[]> {
  const [routedTo, otherwise] = from === 'outside6' ? [probeAddress6, '::1'] : [probeAddress, '127.0.0.1'];
  const address = isRouted ? routedTo : otherwise;
  const boundary = randomBytes(16).toString('hex');
  const most = paths.length === 1 ? 65_536 : 16_384;
  const headers = [
    authorization === undefined ? '' : `Authorization: ${authorization}\r\n`,
    cookie === undefined ? '' : `Cookie: ${cookie}\r\n`,
  ].join('');
  const how = form === undefined ? manner : `form ${form}`;
  const { out } = await run(httpProbe, address, String(port), boundary, String(most), headers, how, ...paths);
  return splitAnswers(out, boundary);
}

/** Text, boundary and how far it came, for one path after the other. */
function splitAnswers(out: string, boundary: string): readonly (RawAnswer | undefined)[] {
  const parts = out.split(new RegExp(`\\n${boundary} ([012])\\n`));
  return parts.flatMap((text, at) =>
    at % 2 === 1 || at === parts.length - 1
      ? []
      : [parts[at + 1] === '0' ? undefined : { text, isWhole: parts[at + 1] === '2' }],
  );
}

/** An engine may show a line a moment after it was written. */
async function waitForLine(read: () => Promise<readonly string[]>, line: string): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if ((await read()).includes(line)) return true;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return false;
}
