import { UserError } from '../../model/errors.ts';
import type { EngineFacts } from '../../model/rehearsal/container-engine.ts';
import { reasonOf } from '../../shared/reason-of.ts';
import type { Networks } from './container-engine-network.ts';
import type { ProcessEnd, ProcessOptions } from './container-engine-process.ts';

/** One engine's command line, and the label of this run. What the adapter's parts share. */
export interface EngineSession {
  readonly facts: EngineFacts;
  readonly label: string;
  /** Made by the first cell that needs one. */
  readonly networks: Networks;
  /** What `id` prints for each identity, and images with an entry for the caller: found out once. */
  readonly users: Map<string, Promise<string | undefined>>;
  readonly accounts: Map<string, Promise<string>>;
  /** A container of each image that is never started, in which is looked what the image has. */
  readonly looks: Map<string, Promise<string>>;
  /** Texts of /etc/passwd and /etc/group by the image: read once. */
  readonly accountFiles: Map<string, Promise<readonly string[]>>;
  /** Where the engine keeps a volume on this machine; nothing where that is not told. */
  readonly places: Map<string, Promise<string | undefined>>;
  /** Volumes with the input that may only be read, which all cells share. */
  readonly sharedData: Map<string, Promise<string>>;
  /** A folder of this run, which is the temporary folder of everything that it starts, and goes with it. */
  readonly folder: string;
  run(words: readonly string[], options?: ProcessOptions): Promise<ProcessEnd>;
  /** Standard output, trimmed; throws UserError with the engine's words when the exit code is not 0. */
  ask(words: readonly string[], options?: ProcessOptions): Promise<string>;
  /** A call that goes on, for as long as it may; waits until `hasBegun` says so, or the call is over, which may not take longer than any other. */
  begin(words: readonly string[], options: ProcessOptions, hasBegun: () => Promise<boolean>): Promise<GoingOn>;
  runProgram(program: string, words: readonly string[], options?: ProcessOptions): Promise<ProcessEnd>;
}

/** A call of the engine that has begun. */
export interface GoingOn {
  readonly end: Promise<ProcessEnd>;
}

/** Milliseconds between two looks whether a call has begun. */
const pause = 100;

/** Milliseconds that a call of the engine may take, but a build: most take a second, and some minutes where podman copies whole images. With input, or to load an image, there may be much to copy. */
const longest = { most: 600_000, copying: 1_800_000 };
/** The same where whoever rehearses waits less for a whole job: what reads, and what makes or starts a container, which a busy machine keeps waiting. */
const shortest = { reading: 60_000, making: 180_000 };
const making: ReadonlySet<string | undefined> = new Set(['create', 'init', 'start', 'run', 'rm', 'commit']);

/** How long calls may take. */
interface CallLimits {
  /** Seconds that a job may take, which a call that follows it need not outlast; absent: nobody said. */
  readonly timeLimit?: number;
  /** Podman copies the whole image for each container. */
  readonly copiesImages?: boolean;
}

function longestOf(
  words: readonly string[],
  { input }: ProcessOptions,
  { timeLimit, copiesImages = false }: CallLimits,
): number {
  if (input !== undefined || words[0] === 'load') return longest.copying;
  const isMaking = making.has(words[0]);
  if (timeLimit === undefined || (isMaking && copiesImages)) return longest.most;
  return Math.min(longest.most, Math.max(isMaking ? shortest.making : shortest.reading, timeLimit * 1000));
}

/**
 * A call that ends: an image can have a pipe where the engine reads a file, and a program can leave a file of holes that takes for ever to read. Throws
 * UserError where the time is over.
 */
export async function runBounded(
  name: string,
  words: readonly string[],
  start: (atMost: number) => Promise<ProcessEnd>,
  options: ProcessOptions = {},
  limits: CallLimits = {},
): Promise<ProcessEnd> {
  const atMost = longestOf(words, options, limits);
  const end = await start(atMost);
  if (end.timedOut !== true) return end;
  const from =
    words[0] === 'cp' ? ` of ${words.find((word) => /:\//.test(word))?.replace(/^[^:]*:/, '') ?? 'a file'}` : '';
  throw new UserError({
    what: `${name} ${words[0] ?? ''}${from} did not end in ${String(atMost / 1000)} s, so that nothing was recorded`,
    why: 'a file of holes among the results, or a pipe in the place of a file in the image (/etc/passwd), is read without end',
    fix: `leave smaller files in /safe_outputs, and regular files in the image; where the machine is only slow, a longer --time-limit gives such calls more as well, up to ${String(longest.most / 1000)} s; \`${name} info\` says whether the engine answers at all`,
  });
}

/** The calls of one engine's command line; a build takes as long as it takes. */
export function boundCalls(
  name: string,
  runProgram: EngineSession['runProgram'],
  limits: CallLimits,
): Pick<EngineSession, 'run' | 'ask' | 'begin'> {
  const run = (words: readonly string[], options?: ProcessOptions): Promise<ProcessEnd> =>
    options?.atMost === undefined && words[0] !== 'build' && words[0] !== 'buildx'
      ? runBounded(name, words, (atMost) => runProgram(name, words, { ...options, atMost }), options, limits)
      : runProgram(name, words, options);
  return {
    run,
    begin: async (words, options, hasBegun) => {
      const tell: (() => void)[] = [];
      const told = new Promise<true>((resolve) => void tell.push(() => resolve(true)));
      const end = runProgram(name, words, { ...options, onBegun: () => tell[0]?.() });
      // Whoever waits for it hears of a failure.
      end.catch(() => undefined);
      await runBounded(name, words, (atMost) => waitUntil(hasBegun, told, end, atMost), options, limits);
      return { end };
    },
    ask: async (words, options) => {
      const end = await run(words, options);
      if (end.code === 0) return end.out.trim();
      throw new UserError({
        what: `${name} ${words[0] ?? ''} failed: ${reasonOf(end.log)}`,
        fix: `see what \`${name} info\` says; nothing of the project was changed`,
      });
    },
  };
}

/** The end of a call where it is over before it has begun, or nothing that tells of it. `told`: it says by itself that it has. */
async function waitUntil(
  hasBegun: () => Promise<boolean>,
  told: Promise<true>,
  call: Promise<ProcessEnd>,
  atMost: number,
): Promise<ProcessEnd> {
  let over: ProcessEnd | undefined;
  const ended = call.then((end) => (over = end));
  for (let waited = 0; waited < atMost; waited += pause) {
    const timer = new Promise<undefined>((resolve) => void setTimeout(() => resolve(undefined), pause));
    const first = await Promise.race([timer, told, ended]);
    if (over !== undefined) return over;
    if (first === true || (await hasBegun())) return nothingYet;
  }
  return { ...nothingYet, timedOut: true };
}

const nothingYet: ProcessEnd = { code: 0, out: '', log: '', length: 0 };
