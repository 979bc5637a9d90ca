import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { ContainerEngine, EngineFacts } from '../../model/rehearsal/container-engine.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { buildImage, findBuilder } from './container-engine-build.ts';
import { digestContents } from './run/digest-contents.ts';
import { createCell } from './container-engine-cell.ts';
import { inspectImage, listFiles, removeImage } from './container-engine-image.ts';
import { runProcess, type ProcessEnd, type ProcessOptions } from './container-engine-process.ts';
import { reasonOf } from '../../shared/reason-of.ts';
import { makeNetworks } from './container-engine-network.ts';
import { boundCalls, type EngineSession } from './container-engine-session.ts';
import { whyNothingStarts } from './why-nothing-starts.ts';
import { removeRun } from './run/remove-run.ts';
import { callBySocket, findSocket } from './socket/call-by-socket.ts';
import { findDeadRuns, makeRunFolder } from './run-folder.ts';

/** Label on everything that a rehearsal creates; its value is the run. */
export const rehearsalLabel = 'tre-container.rehearsal';

/**
 * Opens the asked engine, or docker, or podman, whichever answers first. Throws UserError with what each said and what to install
 * when none does. `signal` stops every call but the clean-up. `timeLimit`: seconds that a job may take, after which no call goes on for ever.
 */
export async function openContainerEngine(
  asked: string | undefined,
  signal: AbortSignal,
  timeLimit?: number,
): Promise<ContainerEngine> {
  const problems: Problem[] = [];
  for (const name of asked === 'docker' || asked === 'podman' ? [asked] : (['docker', 'podman'] as const)) {
    const [found, socket] =
      name === 'docker'
        ? await Promise.all([describeDocker(signal), findSocket(signal)])
        : [await describePodman(signal), undefined];
    if (typeof found === 'string') problems.push({ where: name, what: found });
    else return makeEngine(found, signal, timeLimit, socket);
  }
  throw new UserError({
    what: 'no container engine answers here, so nothing was built or run',
    why: problems.map(({ where, what }) => `${where}: ${what}`).join('; '),
    fix: 'install one: Debian and Ubuntu `sudo apt install podman` (or docker.io), Fedora `sudo dnf install podman`, macOS and Windows Podman Desktop or Docker Desktop. Without one, `tre-container check` says what can be said of the files alone',
  });
}

async function describeDocker(signal: AbortSignal): Promise<EngineFacts | string> {
  const format =
    '{"version":{{json .ServerVersion}},"security":{{json .SecurityOptions}},"memory":{{json .MemTotal}},"cpus":{{json .NCPU}},"limits":[{{json .MemoryLimit}},{{json .CPUCfsQuota}},{{json .PidsLimit}}]}';
  const end = await runProcess('docker', ['info', '--format', format], { signal });
  if (end.code === 127) return 'the program is not installed';
  const info = parseJson(end.out) as
    | { version?: string; security?: string[]; memory: number; cpus: number; limits: [boolean, boolean, boolean] }
    | undefined;
  if (end.code !== 0 || typeof info?.version !== 'string' || info.version === '')
    return `installed, but its engine does not answer (${reasonOf(end.log)})`;
  const security = info.security ?? [];
  const rootless = security.some((option) => option.includes('rootless'));
  const few = rootless || security.some((option) => option.includes('userns'));
  const [memory, cpus, pids] = info.limits;
  return {
    name: 'docker',
    version: info.version,
    rootless,
    highestId: few ? 65535 : 4294967294,
    memory: info.memory,
    cpus: info.cpus,
    enforces: enforced(memory, cpus, pids),
  };
}

async function describePodman(signal: AbortSignal): Promise<EngineFacts | string> {
  const end = await runProcess('podman', ['info', '--format', 'json'], { signal });
  if (end.code === 127) return 'the program is not installed';
  interface Host {
    security: { rootless: boolean; seccompProfilePath?: string };
    memTotal: number;
    cpus: number;
    cgroupVersion: string;
    cgroupControllers?: string[] | null;
    idMappings?: { uidmap?: { size: number }[] | null } | null;
  }
  const info = parseJson(end.out) as
    | { host: Host; store?: { graphDriverName?: string }; version: { Version: string } }
    | undefined;
  if (end.code !== 0 || info === undefined) return `installed, but it does not answer (${reasonOf(end.log)})`;
  const { host } = info;
  const mapped = (host.idMappings?.uidmap ?? []).reduce((sum, { size }) => sum + size, 0);
  const rootful = !host.security.rootless;
  const has = (controller: string): boolean =>
    (rootful && host.cgroupVersion === 'v1') || (host.cgroupControllers ?? []).includes(controller);
  return {
    name: 'podman',
    version: info.version.Version,
    rootless: !rootful,
    highestId: rootful ? 4294967294 : Math.max(0, mapped - 1),
    memory: host.memTotal,
    cpus: host.cpus,
    enforces: enforced(has('memory'), has('cpu'), has('pids')),
    ...(host.security.seccompProfilePath !== undefined && { seccompProfile: host.security.seccompProfilePath }),
    ...(info.store?.graphDriverName === 'vfs' && { copiesImages: true }),
  };
}

/** One run's command line. `settle`: waits for every program that it started. */
function openSession(
  facts: EngineFacts,
  signal: AbortSignal,
  timeLimit: number | undefined,
  socket: string | undefined,
): { readonly session: EngineSession; readonly settle: () => Promise<void> } {
  // Every program that runs listens to it.
  setMaxListeners(0, signal);
  const label = `${rehearsalLabel}=${randomBytes(6).toString('hex')}`;
  const folder = makeRunFolder(facts.name, label);
  const running = new Set<Promise<ProcessEnd>>();
  const runProgram = (program: string, words: readonly string[], options: ProcessOptions = {}): Promise<ProcessEnd> => {
    const given = { signal, environment: { TMPDIR: folder }, ...options };
    const short = program === 'docker' ? callBySocket(socket, words, given) : undefined;
    const call = short ?? runProcess(program, words, given);
    running.add(call);
    const isOver = (): void => void running.delete(call);
    call.then(isOver, isOver);
    return call;
  };
  const limits = {
    ...(timeLimit !== undefined && { timeLimit }),
    ...(facts.copiesImages === true && { copiesImages: true }),
  };
  const session: EngineSession = {
    facts,
    label,
    folder,
    users: new Map(),
    accounts: new Map(),
    sharedData: new Map(),
    accountFiles: new Map(),
    looks: new Map(),
    places: new Map(),
    ...boundCalls(facts.name, runProgram, limits),
    runProgram,
    get networks() {
      return networks;
    },
  };
  const networks = makeNetworks(session);
  const settle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return { session, settle };
}

function makeEngine(...given: Parameters<typeof openSession>): ContainerEngine {
  const [facts, signal] = given;
  const { session, settle } = openSession(...given);
  return {
    facts,
    findBuilder: (asked) => findBuilder(session, asked),
    build: (request, onLine) => buildImage(session, request, onLine),
    inspectImage: (reference: string, layers?: 'without layers') => inspectImage(session, reference, layers),
    removeImage: (id, builder) => removeImage(session, id, builder),
    listFiles: (image, paths) => listFiles(session, image, paths),
    digestContents: (image, places) => digestContents(session, image, places),
    createCell: (request) => createCell(session, request),
    whyNothingStarts: (image) => whyNothingStarts(session, image),
    newSecret: () => randomBytes(12).toString('hex'),
    removeLeftovers: async () => {
      const dead = findDeadRuns();
      for (const run of dead) await removeRun(run.engine, run.label, run.folder);
      return dead.length;
    },
    dispose: async () => {
      session.networks.close();
      // One call that was stopped is told of before the others have ended, and these may still make something.
      await settle();
      return removeRun(facts.name, session.label, session.folder, signal.aborted);
    },
  };
}

function enforced(memory: boolean, cpus: boolean, pids: boolean): EngineFacts['enforces'] {
  return [
    ...(memory ? (['memory'] as const) : []),
    ...(cpus ? (['cpus'] as const) : []),
    ...(pids ? (['pids'] as const) : []),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
