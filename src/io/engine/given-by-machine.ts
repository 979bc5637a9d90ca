import fs from 'node:fs';
import { tre } from '../../catalog/tre.ts';
import type { CellContainer, CellRequest } from '../../model/rehearsal/container-engine.ts';
import type { EngineSession } from './container-engine-session.ts';

/** What engines give every container: neither an image nor a machine names them. */
const ofEngines = new Set(['HOME', 'HOSTNAME', 'PATH', 'TERM', 'container']);

/** What a run here mounts itself: the caller's account, and whom it asks for names. */
const ofRuns = ['/etc/group', '/etc/hostname', '/etc/hosts', '/etc/passwd', '/etc/resolv.conf'];

/** What an engine says of a container. */
export interface Inspected {
  readonly state: {
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt?: string;
    readonly FinishedAt?: string;
  };
  readonly variables: readonly string[];
  readonly mounts: readonly string[];
  /** Where podman keeps what it hands to the runtime. */
  readonly runtimeFile?: string;
}

/** Asks once for all of it. */
export async function inspectContainer(session: EngineSession, id: string): Promise<Inspected> {
  const formats = ['{{json .State}}', '{{json .Config.Env}}', '{{json .Mounts}}'];
  if (session.facts.name === 'podman') formats.push('{{json .OCIConfigPath}}');
  const text = await session.ask(['inspect', '--type', 'container', '--format', formats.join('\t'), id]);
  const [state, variables, mounts, runtimeFile] = text.split('\t').map((each) => JSON.parse(each) as unknown);
  return {
    state: state as Inspected['state'],
    variables: (variables as readonly string[] | null) ?? [],
    mounts: ((mounts as readonly { readonly Destination: string }[] | null) ?? []).map(
      ({ Destination }) => Destination,
    ),
    ...(typeof runtimeFile === 'string' && { runtimeFile }),
  };
}

/** The state of a container, and how long it ran. */
export function stateOf({
  Running,
  ExitCode,
  OOMKilled,
  StartedAt = '',
  FinishedAt = '',
}: Inspected['state']): Awaited<ReturnType<CellContainer['state']>> {
  const seconds = (Date.parse(FinishedAt) - Date.parse(StartedAt)) / 1000;
  return {
    running: Running,
    exitCode: ExitCode,
    outOfMemory: OOMKilled,
    seconds: Number.isFinite(seconds) ? Math.max(0, seconds) : 0,
  };
}

/**
 * Variables and mounts of a container that neither its image nor its request names: settings of this machine's engine, such as `env` and `volumes` of
 * containers.conf, which no other machine has. Their names alone: a value may be a secret.
 */
export async function readGiven(
  session: EngineSession,
  id: string,
  request: CellRequest,
  { variables, mounts, runtimeFile }: Inspected,
): Promise<readonly string[]> {
  const more = session.facts.name === 'podman' ? await readSettings(session, id, request.image, runtimeFile) : [];
  return namesGiven(variables, [...new Set([...mounts, ...more])], request);
}

/**
 * Places where podman mounts what its settings name: its `inspect` leaves them out where a container has mounts of its own. They stand in what it hands
 * to the runtime; where that file is on another machine (`podman machine`), in a container that has no mounts of its own, which is never started.
 */
async function readSettings(
  session: EngineSession,
  id: string,
  image: string,
  runtimeFile = '',
): Promise<readonly string[]> {
  try {
    const { mounts } = JSON.parse(fs.readFileSync(runtimeFile, 'utf8')) as { mounts?: readonly RuntimeMount[] };
    // What podman makes for a container lies in a folder of its own: /etc/hosts, /dev/shm.
    return (mounts ?? [])
      .filter(({ type, source = '' }) => type === 'bind' && !source.includes(`/${id}/userdata/`))
      .map(({ destination }) => destination);
  } catch {
    const bare = await session.ask(['create', '--label', session.label, '--network', 'none', image, 'true']);
    try {
      return (await inspectContainer(session, bare)).mounts;
    } finally {
      await session.run(['rm', '--force', '--volumes', bare]);
    }
  }
}

/** As the runtime's configuration has it. Source: https://github.com/opencontainers/runtime-spec/blob/main/config.md#mounts */
interface RuntimeMount {
  readonly destination: string;
  readonly type?: string;
  readonly source?: string;
}

/** Of the variables of a container, `NAME=value` each, and of the places where something is mounted: those that nobody named. */
export function namesGiven(
  variables: readonly string[],
  mounts: readonly string[],
  request: Pick<CellRequest, 'environment' | 'imageVariables' | 'hostFolders' | 'volumes' | 'tmpfs'>,
): readonly string[] {
  const { environment, imageVariables = [], hostFolders, volumes, tmpfs } = request;
  const named = new Set([...ofEngines, ...imageVariables, ...Object.keys(environment)]);
  const places = new Set([...tre.directories, ...ofRuns, ...hostFolders, ...volumes, ...tmpfs]);
  return [
    ...variables
      // Emptied by us: a proxy that docker's own configuration names.
      .filter((pair) => !pair.endsWith('='))
      .map((pair) => pair.split('=', 1)[0] ?? '')
      .filter((name) => !named.has(name)),
    ...mounts.filter((path) => !places.has(path)),
  ].toSorted();
}
