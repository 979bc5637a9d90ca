import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import type { LoopbackCounts, NetworkAttempt, NetworkObserver } from '../../model/rehearsal/rehearsal.ts';
import type { EngineSession } from './container-engine-session.ts';
import { findCounters, openCounters, type NetworkCounters } from '../network-watch/kernel-counters.ts';
import { ipv6Words, pingWords } from '../network-watch/run-sink.ts';
import type { WatchedNetwork } from '../network-watch/watched-network.ts';

/** Starts a container. The engine's words when it does not start. */
export type Start = () => Promise<string | undefined>;

/** What one cell has for a network, and what can be said of it afterwards. */
export interface CellNetwork {
  /** Words for `create`. */
  readonly words: readonly string[];
  readonly watched?: WatchedNetwork;
  /** Starts the container by `start`, with the kernel's counters open where nothing else watches. */
  start(id: string, start: Start): Promise<string | undefined>;
  /** Known once the attempts have been read. */
  observer(): NetworkObserver;
  attempts(): Promise<readonly NetworkAttempt[]>;
  /** How often there was no route; nothing where that was not counted. */
  unrouted(): number | undefined;
  /** What was said to itself; nothing where that was not counted. */
  loopback(): LoopbackCounts | undefined;
  readonly isBlindToIpv6: boolean;
  close(): void;
}

/** The watched network of the sink, or the engine's own none where the cell asks for it or nothing here can be the sink. */
export async function openCellNetwork(session: EngineSession, request: CellRequest): Promise<CellNetwork> {
  const watched = request.network === 'watched' ? await session.networks.take(request.watchers) : undefined;
  return watched === undefined ? noNetwork(session, request) : watchedNetwork(session, watched);
}

function watchedNetwork(session: EngineSession, watched: WatchedNetwork): CellNetwork {
  return {
    words: ['--network', `container:${watched.container}`],
    watched,
    start: (_, start) => start(),
    observer: () =>
      !watched.sawAll() ? 'log' : !watched.seesAddresses ? 'names' : watched.isTrusted ? 'sink' : 'image',
    attempts: () => watched.attempts(),
    unrouted: () => undefined,
    loopback: () => undefined,
    isBlindToIpv6: !watched.seesIpv6,
    close: () => session.networks.release(watched),
  };
}

function noNetwork(session: EngineSession, request: CellRequest): CellNetwork {
  const { name } = session.facts;
  const lookups = name === 'docker' ? ['--dns', nowhere, ...ipv6Words(session)] : namesNowhere(session);
  const ownName =
    request.ownName === undefined ? [] : ['--hostname', request.ownName, '--add-host', `${request.ownName}:127.0.0.1`];
  let counters: NetworkCounters | undefined;
  return {
    words: ['--network', 'none', ...pingWords(session), ...lookups, ...ownName],
    start: async (id, start) => {
      if (name === 'podman') counters = await initialise(session, id);
      let isStarted = false;
      const search = counters === undefined ? findCounters(id, () => isStarted) : undefined;
      const failed = await start();
      isStarted = true;
      counters ??= await search;
      counters ??= openCounters(await processOf(session, id));
      return failed;
    },
    observer: () => (counters === undefined ? 'log' : 'counts'),
    attempts: async () => [],
    unrouted: () => counters?.read(),
    loopback: () => counters?.readLoopback(),
    isBlindToIpv6: name === 'docker' && !lookups.includes('--sysctl'),
    close: () => counters?.close(),
  };
}

/** An address that no machine has: a look-up then meets a missing route too, whatever the host's own settings are. */
const nowhere = '192.0.2.53';

/**
 * Podman takes no --dns for a network of none, and leaves the list of name servers empty there: look-ups then go to the container itself, and nobody
 * counts them. A file in its place says whom to ask.
 */
function namesNowhere(session: EngineSession): readonly string[] {
  const file = join(session.folder, 'resolv.conf');
  writeFileSync(file, `nameserver ${nowhere}\noptions timeout:1 attempts:1\n`);
  // Whoever runs inside reads it, whatever the caller's umask is.
  chmodSync(file, 0o644);
  return ['--volume', `${file}:/etc/resolv.conf:ro`];
}

/** Podman makes a container's network without starting its program, so that nothing can be missed. */
async function initialise(session: EngineSession, id: string): Promise<NetworkCounters | undefined> {
  return (await session.run(['init', id])).code === 0 ? openCounters(await processOf(session, id)) : undefined;
}

async function processOf(session: EngineSession, id: string): Promise<number> {
  return Number((await session.run(['inspect', '--format', '{{.State.Pid}}', id])).out.trim());
}
