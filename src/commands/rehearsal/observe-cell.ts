import { foreignHome } from '../../engine/rehearsal/plan-rehearsal.ts';
import type { CellContainer, CellRequest, ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type {
  Cell,
  IdentityName,
  Observation,
  RehearsalLimits,
  RehearsalSubject,
} from '../../model/rehearsal/rehearsal.ts';
import { observeServer } from './observe-server.ts';

/** What all cells of a rehearsal have in common. */
export interface RunSetup {
  readonly image: string;
  readonly subject: RehearsalSubject;
  readonly limits: RehearsalLimits;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  readonly dataFolder?: string;
  /** Memory mounts of the runs that podman does. */
  readonly tmpfs: readonly string[];
  readonly now: () => number;
  /** One line of progress. */
  readonly tell: (line: string) => void;
}

/** Seconds after which a job that still runs is mentioned again. */
const mention = 30;

/** Uid and groups as the GPU cluster gives them, and an ordinary user's as apptainer keeps them. */
const clusterUser = { uid: 1998602116, gid: 5000, group: 7000 };
const hostUser = { uid: 10001, gid: 10001 };

/** Runs one cell and says what was seen. Leaves nothing behind. */
export async function observeCell(engine: ContainerEngine, cell: Cell, setup: RunSetup): Promise<Observation> {
  const { credentialVariable } = setup.subject.profile;
  const secret = engine.newSecret();
  const environment =
    credentialVariable === undefined ? setup.environment : { [credentialVariable]: secret, ...setup.environment };
  const podman = cell.identity === 'root' || cell.identity === 'image-user';
  const container = await engine.createCell({
    image: setup.image,
    ...identityWords(cell.identity, engine.facts.highestId),
    data: cell.data,
    rootFileSystem: cell.rootFileSystem,
    tmpfs: podman ? setup.tmpfs : [],
    capabilities: setup.subject.profile.capabilities,
    environment,
    arguments: setup.arguments,
    limits: setup.limits,
    ...(setup.dataFolder !== undefined && { dataFolder: setup.dataFolder }),
  });
  try {
    const seen = await watch(container, cell, setup);
    return {
      ...seen,
      log: withoutSecret(seen.log, credentialVariable === undefined ? secret : environment[credentialVariable]),
    };
  } finally {
    await container.remove();
  }
}

/** A server prints the token that it was given, ours or the project's own; the evidence is read by others. */
function withoutSecret(log: string, secret = ''): string {
  return secret === '' ? log : log.replaceAll(secret, '(secret)');
}

function identityWords(identity: IdentityName, highestId: number): Pick<CellRequest, 'user' | 'groups' | 'home'> {
  // An engine without root maps few ids: its highest stands for the cluster's.
  const id = (wanted: number): number => Math.min(wanted, highestId);
  if (identity === 'root') return { user: '0:0', groups: [] };
  if (identity === 'host-user')
    return { user: `${id(hostUser.uid)}:${id(hostUser.gid)}`, groups: [], home: foreignHome };
  if (identity === 'high-uid')
    return { user: `${id(clusterUser.uid)}:${id(clusterUser.gid)}`, groups: [id(clusterUser.group)] };
  return { groups: [] };
}

async function watch(container: CellContainer, cell: Cell, setup: RunSetup): Promise<Observation> {
  const user = await container.user();
  const known = { network: container.network, ...(user !== undefined && { user }) };
  const startError = await container.start();
  if (startError !== undefined)
    return {
      ...known,
      startError,
      seconds: 0,
      timedOut: false,
      outOfMemory: false,
      log: await container.log(),
      attempts: [],
      outputs: [],
    };
  const server =
    setup.subject.kind === 'interactive'
      ? await observeServer(container, setup.subject, setup.limits, setup.now)
      : undefined;
  const ended = server === undefined ? await waitForJob(container, setup) : true;
  if (!ended) {
    await container.signal('KILL');
    await container.waitForEnd(10);
  }
  const state = await container.state();
  return {
    ...known,
    ...(ended && { exitCode: state.exitCode }),
    seconds: Math.round(state.seconds * 10) / 10,
    timedOut:
      server === undefined
        ? !ended
        : server.answeredAfter === undefined && server.endedEarly !== true && server.loopbackOnly !== true,
    outOfMemory: state.outOfMemory,
    log: await container.log(),
    attempts: await container.attempts(),
    ...(cell.rootFileSystem === 'writable' && { writes: await container.changes() }),
    outputs: await container.outputs(),
    ...(server !== undefined && { server }),
  };
}

/** Whether a batch job ended by itself in its time. */
async function waitForJob(container: CellContainer, { limits, tell }: RunSetup): Promise<boolean> {
  for (let waited = 0; waited < limits.batchSeconds; waited += mention) {
    if (waited > 0) tell(`  still running after ${waited} s; it may take ${limits.batchSeconds} s`);
    if (await container.waitForEnd(Math.min(mention, limits.batchSeconds - waited))) return true;
  }
  return false;
}
