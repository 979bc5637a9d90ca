import { tre } from '../../catalog/tre.ts';
import { type FollowedOutput, followOutput } from './run/follow-output.ts';
import type { CellContainer, CellRequest } from '../../model/rehearsal/container-engine.ts';
import { ask } from './ask-server.ts';
import { accountWords, knownAccounts, withAccount } from './caller-account.ts';
import { type DataMarks, markData } from './changed-data.ts';
import { type CellNetwork, openCellNetwork } from './cell-network.ts';
import { endsAtOnce } from '../network-watch/run-sink.ts';
import type { EngineSession } from './container-engine-session.ts';
import { type Inspected, inspectContainer, readGiven, stateOf } from './given-by-machine.ts';
import { type KernelIdentity, watchIdentity } from './run/kernel-identity.ts';
import { readLeft } from './run/read-left.ts';
import type { VolumeReader } from './run/read-volumes.ts';
import { watchData } from './watch-data.ts';
import { withoutNamespaces } from './without-namespaces.ts';
import { withoutProxies } from './without-proxies.ts';
import { fillVolumes, keepImageVolumes, mountWords, withoutVolumes } from './container-engine-volumes.ts';

/** Makes a container for one cell: its own volumes, its own network with a sink where that can be had, nothing started yet. */
export async function createCell(session: EngineSession, request: CellRequest): Promise<CellContainer> {
  const [network, volumes, image] = await Promise.all([
    openCellNetwork(session, request),
    fillVolumes(session, request),
    request.hasAccount ? withAccount(session, request) : request.image,
  ]);
  const imageVolumes = keepImageVolumes(session, request);
  const id = await session.ask([
    'create',
    ...surroundings(session, request),
    ...(request.workingDirectory === undefined ? [] : ['--workdir', request.workingDirectory]),
    ...(await accountWords(session, request)),
    ...mountWords(session, volumes),
    ...imageVolumes.words,
    ...network.words,
    ...endsAtOnce,
    ...logging,
    ...(request.entrypoint === undefined ? [] : ['--entrypoint', request.entrypoint]),
    image,
    ...request.arguments,
  ]);
  const { reader } = volumes;
  const before = await markBefore(session, id, request, reader);
  const watch = await watchData(session, request, volumes.mounts.find(({ path }) => path === tre.data)?.name);
  const output = followOutput(session, id);
  const identity = watchIdentity(session, id);
  const remove = async (): Promise<void> => {
    await watch?.end();
    output.leave();
    await session.run(['rm', '--force', '--volumes', id, ...(reader === undefined ? [] : [reader.container])]);
    network.close();
    await volumes.filled;
    // Nobody waits for that but the end of the run, which removes what could not be removed here.
    session.run(['volume', 'rm', '--force', ...volumes.own, ...imageVolumes.own]).catch(() => undefined);
  };
  return {
    start: (isTelling) => network.start(id, () => output.start(isTelling).finally(identity.look)),
    waitForEnd: (seconds) => waitForEnd(session, id, seconds),
    ...readEnd(session, id, request, output),
    ask: (asked) => ask(network.watched, asked),
    listening: async () => network.watched?.listening(),
    signal: async (name) => void (await session.run(['kill', '--signal', name, id])),
    ...readNetwork(network),
    changes: () => readChanges(session, id, session.facts.name === 'docker' ? request.volumes : []),
    ...readLeft(session, id, request, { before, reader }),
    dataRead: async () => watch?.end(),
    user: () => readUser(session, request, identity),
    remove,
  };
}

/** Of data that it may change, which are its own. */
async function markBefore(
  session: EngineSession,
  id: string,
  { data }: CellRequest,
  reader: VolumeReader | undefined,
): Promise<DataMarks | undefined> {
  return data === 'read-write' ? markData(session, reader?.container ?? id, tre.data, reader?.top) : undefined;
}

/** What was seen of its network, and what the kernel counts of it. */
function readNetwork(
  network: CellNetwork,
): Pick<CellContainer, 'network' | 'isBlindToIpv6' | 'canAsk' | 'attempts' | 'unrouted' | 'loopback'> {
  return {
    network: () => network.observer(),
    isBlindToIpv6: network.isBlindToIpv6,
    canAsk: network.watched !== undefined,
    attempts: () => network.attempts(),
    unrouted: () => network.unrouted(),
    loopback: () => network.loopback(),
  };
}

/** Its state, asked anew each time; with it comes what it was given, which does not change. */
function readEnd(
  session: EngineSession,
  id: string,
  request: CellRequest,
  output: FollowedOutput,
): Pick<CellContainer, 'state' | 'given' | 'log'> {
  let last: Promise<Inspected> | undefined;
  const inspect = (): Promise<Inspected> => (last = inspectContainer(session, id));
  return {
    state: async () => stateOf((await inspect()).state),
    log: async () => output.read((await (last ?? inspect())).state.ExitCode),
    given: async () => readGiven(session, id, request, await (last ?? inspect())),
  };
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
  return /^-?\d+$/.test(out.trim()) || !(await inspectContainer(session, id)).state.Running;
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

/** Found out once for each identity: cells of the same user get the same answer. */
function readUser(session: EngineSession, request: CellRequest, identity: KernelIdentity): Promise<string | undefined> {
  const { image, hasAccount, user, groups, options } = request;
  const key = JSON.stringify([image, hasAccount, user, groups, options]);
  const known = session.users.get(key);
  if (known !== undefined) return known;
  const found = identity.read(() => knownAccounts(session, request)).then((seen) => whereAsked(seen, request));
  const asked = found.then((seen) => seen ?? askUser(session, request));
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
  return whereAsked(end.code === 0 ? end.out : undefined, request);
}

/** The program that says it is the image's, and so are the names: who one says to be counts only where that is who was asked for. */
function whereAsked(text: string | undefined, request: CellRequest): string | undefined {
  const said = readIdentity(text ?? '');
  const [, wanted] = /^(\d+)(?::|$)/.exec(request.user ?? '') ?? [];
  return wanted === undefined || /^uid=(\d+)/.exec(said ?? '')?.[1] === wanted ? said : undefined;
}

const identity =
  /^(uid=\d{1,10}(?:\([\w.-]{1,32}\))? gid=\d{1,10}(?:\([\w.-]{1,32}\))?(?: groups=[\w(),.-]{1,200})?)(?: context=\S{1,200})?$/;

/** What `id` says, in its own form alone: the program is the image's, and what it prints is shown as what was seen. */
export function readIdentity(text: string): string | undefined {
  return identity.exec(text.trim())?.[1];
}
