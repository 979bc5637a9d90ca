import { tre } from '../../catalog/tre.ts';
import type { CellContainer, CellRequest, HttpAnswer } from '../../model/rehearsal/container-engine.ts';
import type { NetworkAttempt } from '../../model/rehearsal/rehearsal.ts';
import { copyListing } from './container-engine-image.ts';
import type { EngineSession } from './container-engine-session.ts';
import { fillVolumes, mountWords, type CellVolumes } from './container-engine-volumes.ts';
import { openNetwork, type CellNetwork } from './container-engine-network.ts';

/** Makes a container for one cell: its own volumes, its own network with a sink where that can be had, nothing started yet. */
export async function createCell(session: EngineSession, request: CellRequest): Promise<CellContainer> {
  const network = await openNetwork(session, request.image);
  const volumes = await fillVolumes(session, request);
  const around = surroundings(session, request, volumes);
  const id = await session.ask([
    'create',
    ...around,
    '--network',
    network.word,
    ...logging,
    request.image,
    ...request.arguments,
  ]);
  const remove = async (): Promise<void> => {
    await session.run(['rm', '--force', '--volumes', id]);
    await network.close();
    await session.run(['volume', 'rm', '--force', ...volumes.names]);
  };
  return {
    network: network.observer,
    canAsk: network.container !== undefined,
    start: () => start(session, id),
    waitForEnd: (seconds) => waitForEnd(session, id, seconds),
    state: () => readState(session, id),
    ask: async (from, port, path) => parseAnswer(await network.ask(session, from, port, path)),
    signal: async (name) => void (await session.run(['kill', '--signal', name, id])),
    log: async () => (await session.run(['logs', '--tail', '2000', id])).log,
    attempts: () => readAttempts(session, network),
    changes: () => readChanges(session, id),
    outputs: async () => (await copyListing(session, id, tre.outputs)) ?? [],
    user: () => readUser(session, request, around),
    remove,
  };
}

/** Bounded, and readable by `logs` whatever the engine's own setting is. */
const logging = ['--log-driver', 'json-file', '--log-opt', 'max-size=10m'];

function surroundings(session: EngineSession, request: CellRequest, volumes: CellVolumes): readonly string[] {
  const { limits } = request;
  const { enforces } = session.facts;
  return [
    '--label',
    session.label,
    ...(request.rootFileSystem === 'read-only' ? ['--read-only'] : []),
    // Podman would otherwise make /tmp, /run and /var/tmp writable.
    ...(request.rootFileSystem === 'read-only' && session.facts.name === 'podman' ? ['--read-only-tmpfs=false'] : []),
    '--cap-drop',
    'ALL',
    ...request.capabilities.flatMap((name) => ['--cap-add', name]),
    '--security-opt',
    'no-new-privileges',
    ...(enforces.includes('memory') ? ['--memory', String(limits.memory)] : []),
    ...(enforces.includes('cpus') ? ['--cpus', String(limits.cpus)] : []),
    ...(enforces.includes('pids') ? ['--pids-limit', '4096'] : []),
    ...(request.user === undefined ? [] : ['--user', request.user]),
    ...request.groups.flatMap((group) => ['--group-add', String(group)]),
    ...(request.home === undefined ? [] : ['--env', `HOME=${request.home}`]),
    ...Object.entries(request.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...request.tmpfs.flatMap((path) => ['--tmpfs', `${path}:exec`]),
    ...mountWords(session, volumes),
  ];
}

async function start(session: EngineSession, id: string): Promise<string | undefined> {
  const end = await session.run(['start', id]);
  return end.code === 0 ? undefined : end.log.trim();
}

async function waitForEnd(session: EngineSession, id: string, seconds: number): Promise<boolean> {
  const until = performance.now() + seconds * 1000;
  // Polling, since `wait` of either engine cannot be bounded; the steps grow so that a short job is not kept waiting.
  for (let pause = 50; performance.now() < until; pause = Math.min(1000, pause * 1.3)) {
    if (!(await readState(session, id)).running) return true;
    await new Promise((resolve) => void setTimeout(resolve, Math.min(pause, Math.max(1, until - performance.now()))));
  }
  return !(await readState(session, id)).running;
}

async function readState(session: EngineSession, id: string): ReturnType<CellContainer['state']> {
  const text = await session.ask([
    'inspect',
    '--format',
    '{{.State.Running}}\t{{.State.ExitCode}}\t{{.State.OOMKilled}}\t{{json .State.StartedAt}}\t{{json .State.FinishedAt}}',
    id,
  ]);
  const [running, code, killed, started = '""', finished = '""'] = text.split('\t');
  const seconds = (Date.parse(JSON.parse(finished) as string) - Date.parse(JSON.parse(started) as string)) / 1000;
  return {
    running: running === 'true',
    exitCode: Number(code),
    outOfMemory: killed === 'true',
    seconds: Number.isFinite(seconds) ? Math.max(0, seconds) : 0,
  };
}

function parseAnswer(raw: string): HttpAnswer | undefined {
  const found = /^HTTP\/\d\.\d (\d{3})[^\r\n]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw);
  if (found === null) return undefined;
  const headers = Object.fromEntries(
    (found[2] ?? '')
      .split(/\r?\n/)
      .map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(found[1]), headers, body: found[3] ?? '' };
}

async function readAttempts(session: EngineSession, network: CellNetwork): Promise<readonly NetworkAttempt[]> {
  const lines = (await network.read(session)).map((line) => line.split('\t'));
  const connected = lines
    .filter(([kind]) => kind === 'connect')
    .map(([, host = '', port]) => ({ host, port: Number(port) }));
  const reached = new Set(connected.map(({ host }) => host));
  const lookedUp = lines
    .filter(([kind, host = '']) => kind === 'lookup' && !reached.has(host))
    .map(([, host = '']) => ({ host }));
  return [...connected, ...lookedUp];
}

async function readChanges(session: EngineSession, id: string): Promise<readonly string[]> {
  const changed = (await session.ask(['diff', id]))
    .split('\n')
    .filter((line) => /^[AC] \//.test(line))
    .map((line) => line.slice(2));
  const parents = new Set(
    changed.flatMap((path) =>
      path
        .split('/')
        .slice(1, -1)
        .map((_, at, parts) => `/${parts.slice(0, at + 1).join('/')}`),
    ),
  );
  // An engine lists them as it finds them, another time in another order.
  return changed.filter((path) => !parents.has(path)).toSorted();
}

async function readUser(
  session: EngineSession,
  request: CellRequest,
  around: readonly string[],
): Promise<string | undefined> {
  const end = await session.run(['run', '--rm', ...around, '--network', 'none', '--entrypoint', 'id', request.image]);
  return end.code === 0 ? end.out.trim() : undefined;
}
