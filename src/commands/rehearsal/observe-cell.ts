import { lacksShell, readOutlived } from '../../engine/rehearsal/outliving.ts';
import { readFailedWithin, tellsOfFailure } from '../../engine/rehearsal/failures/failed-within.ts';
import { withoutOwnCopy } from '../../engine/rehearsal/judge-left.ts';
import { askedOfItself } from '../../engine/rehearsal/contents/asked-of-itself.ts';
import { failedToFindName } from '../../engine/rehearsal/explain-network.ts';
import { identityRuntimes } from '../../engine/rehearsal/plan-rehearsal.ts';
import { newHostName } from '../../io/network-watch/run-sink.ts';
import type { Runtime } from '../../model/answers/answers.ts';
import type { CellContainer, CellRequest, ContainerEngine, Watchers } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { cutOff } from '../../model/rehearsal/container-engine.ts';
import type { Cell, Observation, RehearsalLimits, RehearsalSubject } from '../../model/rehearsal/rehearsal.ts';
import type { RunOptions } from '../../parse/manifests/run-files.ts';
import { describeRequest, watchOutliving } from './describe-request.ts';
import { observeServer } from './observe-server.ts';
import type { ServerSecrets } from './try-credential.ts';

/** What all cells of a rehearsal have in common. */
export interface RunSetup {
  readonly image: ImageFacts;
  readonly watchers: Watchers;
  readonly subject: RehearsalSubject;
  readonly limits: RehearsalLimits;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  readonly dataFolder?: string;
  /** What the project's files say for each runtime. */
  readonly options: Readonly<Record<Runtime, RunOptions>>;
  /** Why apptainer would not start it as it is; nothing is run as its user then. */
  readonly refusedByApptainer?: string;
  readonly now: () => number;
  /** One line of progress. */
  readonly tell: (line: string) => void;
  /** How long a part took; for those who asked for it. */
  readonly detail?: (line: string) => void;
  /** Called when a cell failed, before it is told: whoever stops the rehearsal then has seen it. */
  readonly failed?: () => void;
}

/** Seconds after which a job that still runs is mentioned again. */
const mention = 30;

/** Runs one cell and says what was seen. Leaves nothing behind. */
export async function observeCell(engine: ContainerEngine, cell: Cell, setup: RunSetup): Promise<Observation> {
  if (cell.identity === 'host-user' && setup.refusedByApptainer !== undefined) return notRun(setup.refusedByApptainer);
  const { credentialVariable } = setup.subject.profile;
  const secret = engine.newSecret();
  const own = { ...setup.options[identityRuntimes[cell.identity]].environment, ...setup.environment };
  const environment = credentialVariable === undefined ? own : { [credentialVariable]: secret, ...own };
  const request = { ...describeRequest(cell, setup, engine.facts.highestId), environment };
  const hidden = credentialVariable === undefined ? secret : environment[credentialVariable];
  const seen = await observeOutliving(engine, cell, setup, request, hidden);
  return cell.network === 'none' && engine.facts.name === 'docker'
    ? observeAgainByName(engine, cell, setup, request, hidden, seen)
    : seen;
}

/**
 * Podman and Kubernetes write a container's own name into its /etc/hosts, docker does not where there is no network. A program that fails for that, or
 * asks for the name in vain, is run again with it.
 */
async function observeAgainByName(
  engine: ContainerEngine,
  cell: Cell,
  setup: RunSetup,
  request: CellRequest,
  secret: string | undefined,
  seen: Observation,
): Promise<Observation> {
  const asked = passed(seen) ? (seen.unrouted ?? 0) > 0 : failedToFindName(seen.log);
  if (!asked) return seen;
  const named = await observeOutliving(engine, cell, setup, { ...request, ownName: newHostName() }, secret);
  if (!passed(named)) return seen;
  return passed(seen) ? named : { ...named, needsOwnName: true };
}

function passed({ exitCode, server }: Observation): boolean {
  return server === undefined ? exitCode === 0 : server.endedEarly !== true;
}

/** An image without a shell is run as it is: what it leaves running is not known then. */
async function observeOutliving(...given: Parameters<typeof observeRun>): Promise<Observation> {
  const [engine, cell, setup, request, secret] = given;
  const mark = engine.newSecret();
  const watched = watchOutliving(cell, setup, request, mark);
  if (watched === undefined) return observeWithLimits(...given);
  const seen = await observeWithLimits(engine, cell, setup, watched, secret, mark);
  return lacksShell(seen.startError) ? observeWithLimits(...given) : seen;
}

/** Where the machine may not set a limit that the options ask for, the run is made without, which is said. */
async function observeWithLimits(...given: Parameters<typeof observeRun>): Promise<Observation> {
  const [engine, cell, setup, request, secret, mark] = given;
  const seen = await observeRun(...given);
  const limits = request.options.filter((word) => word.startsWith('--ulimit'));
  if (limits.length === 0 || !/rlimit|ulimit/i.test(seen.startError ?? '')) return seen;
  const options = request.options.filter((word) => !word.startsWith('--ulimit'));
  return { ...(await observeRun(engine, cell, setup, { ...request, options }, secret, mark)), notApplied: limits };
}

async function observeRun(
  engine: ContainerEngine,
  cell: Cell,
  setup: RunSetup,
  request: CellRequest,
  secret: string | undefined,
  mark?: string,
): Promise<Observation> {
  const began = setup.now();
  const container = await engine.createCell(request);
  const ready = setup.now();
  let over = ready;
  try {
    const secrets = { unheardOf: engine.newSecret(), ...(secret !== undefined && { credential: secret }) };
    const seen = await watch(container, cell, setup, secrets);
    over = setup.now();
    const read = mark === undefined ? { log: seen.log } : readOutlived(seen.log, mark);
    const failed = seen.server === undefined && seen.exitCode === 0 ? readFailedWithin(read.log) : [];
    return {
      ...seen,
      ...read,
      ...(failed.length > 0 && { failedWithin: failed.map(({ what }) => what) }),
      ...(seen.server === undefined && seen.log.startsWith(cutOff) && { unreadOutput: true as const }),
      log: withoutSecret(read.log, secret),
    };
  } finally {
    await container.remove();
    const [prepared, run, removed] = [ready - began, over - ready, setup.now() - over].map(inSeconds);
    setup.detail?.(`${cell.id}: made ready in ${prepared} s, run and read in ${run} s, removed in ${removed} s`);
  }
}

/** One digit after the point. */
export function inSeconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}

/** A server prints the token that it was given, ours or the project's own; the evidence is read by others. */
function withoutSecret(log: string, secret = ''): string {
  return secret === '' ? log : log.replaceAll(secret, '(secret)');
}

function notRun(startError: string): Observation {
  const nothing = { seconds: 0, timedOut: false, outOfMemory: false, log: '', attempts: [], outputs: [] };
  return { ...nothing, startError, network: 'log' };
}

async function watch(
  container: CellContainer,
  cell: Cell,
  setup: RunSetup,
  secrets: ServerSecrets,
): Promise<Observation> {
  const asked = container.user();
  asked.catch(() => undefined);
  const startError = await container.start(tellsOfFailure);
  const known = container.isBlindToIpv6 ? { blindToIpv6: true as const } : {};
  if (startError !== undefined)
    return { ...notRun(startError), ...known, ...userOf(await asked), log: await container.log() };
  const server =
    setup.subject.kind === 'interactive'
      ? await observeServer(container, setup.subject, setup.limits, setup.now, secrets)
      : undefined;
  const ended = server === undefined ? await waitForJob(container, setup) : true;
  if (!ended) {
    await container.signal('KILL');
    await container.waitForEnd(10);
  }
  // Before anything else reads there.
  const dataRead = await container.dataRead();
  const unrouted = container.unrouted();
  const [state, log, attempts, outputs, writes, left] = await Promise.all([
    container.state(),
    container.log(),
    container.attempts(),
    container.outputs(),
    cell.rootFileSystem === 'writable' ? container.changes() : undefined,
    observeLeft(container),
  ]);
  return {
    network: container.network(),
    ...known,
    ...userOf(await asked),
    ...(ended && { exitCode: state.exitCode }),
    seconds: Math.round(state.seconds * 10) / 10,
    timedOut: server === undefined ? !ended : neverAnswered(server),
    outOfMemory: state.outOfMemory,
    log,
    attempts,
    ...(unrouted !== undefined && { unrouted }),
    ...askedOfItself(log, container.loopback()),
    ...(writes !== undefined && { writes }),
    ...left,
    ...(dataRead !== undefined && { dataRead }),
    outputs,
    ...(server !== undefined && { server }),
  };
}

/** Files that a record names of what was left. */
const mostLeft = 200;

/** What it did to the data, and left where nothing is kept or the host's own is. */
async function observeLeft(
  container: CellContainer,
): Promise<Pick<Observation, 'changedData' | 'leftOnHost' | 'leftOnScratch' | 'copiedData' | 'fromMachine'>> {
  const [changedData, leftOnHost, allOnScratch, copiedData, fromMachine] = await Promise.all([
    container.changedData(),
    container.leftOnHost(),
    container.leftOnScratch(),
    container.copiedData(),
    container.given(),
  ]);
  const leftOnScratch = withoutOwnCopy(allOnScratch);
  return {
    ...(fromMachine.length > 0 && { fromMachine }),
    ...(changedData.length > 0 && { changedData }),
    ...(leftOnHost.length > 0 && { leftOnHost }),
    ...(leftOnScratch.length > 0 && { leftOnScratch: leftOnScratch.slice(0, mostLeft) }),
    ...(copiedData.length > 0 && { copiedData: copiedData.slice(0, mostLeft) }),
  };
}

function userOf(user: string | undefined): Pick<Observation, 'user'> {
  return user === undefined ? {} : { user };
}

function neverAnswered(server: NonNullable<Observation['server']>): boolean {
  return (
    server.answeredAfter === undefined &&
    server.endedEarly !== true &&
    server.loopbackOnly !== true &&
    server.noHttp === undefined
  );
}

/** Whether a batch job ended by itself in its time. */
async function waitForJob(container: CellContainer, { limits, tell }: RunSetup): Promise<boolean> {
  for (let waited = 0; waited < limits.batchSeconds; waited += mention) {
    if (waited > 0) tell(`  still running after ${waited} s; it may take ${limits.batchSeconds} s`);
    if (await container.waitForEnd(Math.min(mention, limits.batchSeconds - waited))) return true;
  }
  return false;
}
