import { tre } from '../../catalog/tre.ts';
import type { CellContainer, CellRequest } from '../../model/rehearsal/container-engine.ts';
import { ask } from './ask-server.ts';
import { accountWords, withAccount } from './caller-account.ts';
import { compareData, type DataMarks, findCopies, markData } from './changed-data.ts';
import { type CellNetwork, openCellNetwork } from './cell-network.ts';
import { copyListing } from './container-engine-image.ts';
import type { EngineSession } from './container-engine-session.ts';
import { readGiven } from './given-by-machine.ts';
import { watchData } from './watch-data.ts';
import { withoutNamespaces } from './without-namespaces.ts';
import { withoutProxies } from './without-proxies.ts';
import { fillVolumes, keepImageVolumes, mountWords, withoutVolumes } from './container-engine-volumes.ts';

/** Makes a container for one cell: its own volumes, its own network with a sink where that can be had, nothing started yet. */
export async function createCell(session: EngineSession, request: CellRequest): Promise<CellContainer> {
  const [network, volumes, imageVolumes, image] = await Promise.all([
    openCellNetwork(session, request),
    fillVolumes(session, request),
    keepImageVolumes(session, request),
    request.hasAccount ? withAccount(session, request) : request.image,
  ]);
  const id = await session.ask([
    'create',
    ...surroundings(session, request),
    ...(request.workingDirectory === undefined ? [] : ['--workdir', request.workingDirectory]),
    ...(await accountWords(session, request)),
    ...mountWords(session, volumes),
    ...imageVolumes.words,
    ...network.words,
    ...logging,
    ...(request.entrypoint === undefined ? [] : ['--entrypoint', request.entrypoint]),
    image,
    ...request.arguments,
  ]);
  const before = request.data === 'read-write' ? await markData(session, id) : undefined;
  const watch = await watchData(session, request, volumes.mounts.find(({ path }) => path === tre.data)?.name);
  const remove = async (): Promise<void> => {
    await watch?.end();
    await session.run(['rm', '--force', '--volumes', id]);
    network.close();
    await volumes.filled;
    await session.run(['volume', 'rm', '--force', ...volumes.own, ...imageVolumes.own]);
  };
  return {
    network: () => network.observer(),
    isBlindToIpv6: network.isBlindToIpv6,
    canAsk: network.watched !== undefined,
    start: () => network.start(id),
    waitForEnd: (seconds) => waitForEnd(session, id, seconds),
    state: () => readState(session, id),
    ask: (asked) => ask(network.watched, asked),
    listening: async () => network.watched?.listening(),
    signal: async (name) => void (await session.run(['kill', '--signal', name, id])),
    log: async () => (await session.run(['logs', '--tail', '2000', id])).log,
    attempts: () => network.attempts(),
    ...readCounts(network),
    changes: () => readChanges(session, id, session.facts.name === 'docker' ? request.volumes : []),
    outputs: async () => (await copyListing(session, id, tre.outputs)) ?? [],
    ...readLeft(session, id, request, before),
    dataRead: async () => watch?.end(),
    user: () => readUser(session, request),
    remove,
  };
}

/** What the kernel counts of its network. */
function readCounts(network: CellNetwork): Pick<CellContainer, 'unrouted' | 'loopback'> {
  return { unrouted: () => network.unrouted(), loopback: () => network.loopback() };
}

/** What it was given, what it left, and what it did to data that it might change. */
function readLeft(
  session: EngineSession,
  id: string,
  request: CellRequest,
  before: DataMarks | undefined,
): Pick<CellContainer, 'given' | 'changedData' | 'copiedData' | 'leftOnScratch' | 'leftOnHost'> {
  const { data, hostFolders } = request;
  const isWritable = data === 'read-write';
  return {
    given: () => readGiven(session, id, request),
    changedData: async () => (isWritable ? compareData(before, await markData(session, id)) : []),
    copiedData: async () => (isWritable ? findCopies(before, await markData(session, id, tre.outputs)) : []),
    leftOnScratch: () => listLeft(session, id, [tre.scratch]),
    leftOnHost: () => listLeft(session, id, hostFolders),
  };
}

/** Files, and folders with nothing in them. */
async function listLeft(session: EngineSession, id: string, folders: readonly string[]): Promise<readonly string[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const found = await copyListing(session, id, folder);
      return found === undefined ? [folder] : withoutFolders(found.map(({ path }) => `${folder}/${path}`));
    }),
  );
  return listed.flat();
}

function withoutFolders(paths: readonly string[]): readonly string[] {
  const above = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))));
  return paths.filter((path) => !above.has(path));
}

/** Bounded, and readable by `logs` whatever the engine's own setting is. */
const logging = ['--log-driver', 'json-file', '--log-opt', 'max-size=10m'];

function surroundings(session: EngineSession, request: CellRequest): readonly string[] {
  const { limits } = request;
  const { enforces, name } = session.facts;
  return [
    '--label',
    session.label,
    ...withoutProxies(session.facts.name, request.environment),
    ...(request.rootFileSystem === 'read-only' ? ['--read-only'] : []),
    // Podman would otherwise make /tmp, /run and /var/tmp writable.
    ...(request.rootFileSystem === 'read-only' && name === 'podman' ? ['--read-only-tmpfs=false'] : []),
    '--cap-drop',
    'ALL',
    ...request.capabilities.flatMap((capability) => ['--cap-add', capability]),
    '--security-opt',
    'no-new-privileges',
    // Docker alone runs what HEALTHCHECK names, beside the program: in the TRE nobody does.
    '--no-healthcheck',
    ...(request.refusesNamespaces ? withoutNamespaces(session) : []),
    ...(enforces.includes('memory') ? ['--memory', String(limits.memory)] : []),
    ...(enforces.includes('cpus') ? ['--cpus', String(limits.cpus)] : []),
    ...(enforces.includes('pids') ? ['--pids-limit', '4096'] : []),
    ...request.options,
    ...(request.user === undefined ? [] : ['--user', request.user]),
    ...request.groups.flatMap((group) => ['--group-add', String(group)]),
    ...withoutPodmansOwn(session, request),
    ...(request.home === undefined ? [] : ['--env', `HOME=${request.home}`]),
    ...Object.entries(request.environment).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ...request.tmpfs.flatMap((path) => ['--tmpfs', `${path}:exec,mode=1777`]),
  ];
}

/** Podman alone gives a container these variables: neither apptainer, which has a home of its own, nor the cluster does. What the image sets itself stays: the word for it takes that away, too. */
function withoutPodmansOwn(
  { facts }: EngineSession,
  { home, refusesNamespaces, environment, imageVariables = [] }: CellRequest,
): readonly string[] {
  const [major = 0, minor = 0] = facts.version.split('.').map(Number);
  const knowsHow = facts.name === 'podman' && (major > 4 || (major === 4 && minor >= 1));
  if (!knowsHow || (home === undefined && !refusesNamespaces)) return [];
  return ['container', 'TERM']
    .filter((name) => !Object.hasOwn(environment, name) && !imageVariables.includes(name))
    .flatMap((name) => ['--unsetenv', name]);
}

/** `wait` of neither engine can be bounded, so that it is ended where the time is over; podman then says nothing, and ends as if all were well. */
async function waitForEnd(session: EngineSession, id: string, seconds: number): Promise<boolean> {
  const { out } = await session.run(['wait', id], { atMost: seconds * 1000 });
  return /^-?\d+$/.test(out.trim()) || !(await readState(session, id)).running;
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

async function readChanges(session: EngineSession, id: string, volumes: readonly string[]): Promise<readonly string[]> {
  return listChanged(await session.ask(['diff', id]), volumes);
}

/** Paths that an engine's `diff` names as added, changed or removed, without the folders that they lie in. A volume of the image is listed where nobody wrote to it. */
export function listChanged(diff: string, volumes: readonly string[]): readonly string[] {
  const changed = diff
    .split('\n')
    .filter((line) => /^[ACD] \//.test(line))
    .map((line) => line.slice(2))
    .filter((path) => !volumes.some((volume) => path === volume || path.startsWith(`${volume}/`)));
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

/** Asked once for each identity: cells of the same user get the same answer. */
function readUser(session: EngineSession, request: CellRequest): Promise<string | undefined> {
  const { image, hasAccount, user, groups, options } = request;
  const key = JSON.stringify([image, hasAccount, user, groups, options]);
  const known = session.users.get(key);
  if (known !== undefined) return known;
  const asked = askUser(session, request);
  session.users.set(key, asked);
  // Whoever waits for it hears of a failure.
  asked.catch(() => undefined);
  return asked;
}

async function askUser(session: EngineSession, request: CellRequest): Promise<string | undefined> {
  const image = request.hasAccount ? await withAccount(session, request) : request.image;
  const end = await session.run([
    'run',
    '--rm',
    ...surroundings(session, request),
    ...(await accountWords(session, request)),
    ...withoutVolumes(request.volumes),
    // The image's own may not be there, or not for this user.
    '--workdir',
    '/',
    '--network',
    'none',
    '--entrypoint',
    'id',
    image,
  ]);
  return end.code === 0 ? readIdentity(end.out) : undefined;
}

const identity =
  /^(uid=\d{1,10}(?:\([\w.-]{1,32}\))? gid=\d{1,10}(?:\([\w.-]{1,32}\))?(?: groups=[\w(),.-]{1,200})?)(?: context=\S{1,200})?$/;

/** What `id` says, in its own form alone: the program is the image's, and what it prints is shown as what was seen. */
export function readIdentity(text: string): string | undefined {
  return identity.exec(text.trim())?.[1];
}
