import { UserError } from '../../model/errors.ts';
import type { EngineFacts } from '../../model/rehearsal/container-engine.ts';
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
  /** Texts of /etc/passwd and /etc/group by the image: read once. */
  readonly accountFiles: Map<string, Promise<readonly string[]>>;
  /** Volumes with the input that may only be read, which all cells share. */
  readonly sharedData: Map<string, Promise<string>>;
  /** A folder of this run, which is the temporary folder of everything that it starts, and goes with it. */
  readonly folder: string;
  run(words: readonly string[], options?: ProcessOptions): Promise<ProcessEnd>;
  /** Standard output, trimmed; throws UserError with the engine's words when the exit code is not 0. */
  ask(words: readonly string[], options?: ProcessOptions): Promise<string>;
  runProgram(program: string, words: readonly string[], options?: ProcessOptions): Promise<ProcessEnd>;
}

/** Milliseconds that a call of the engine may take, but a build: most take a second, and some minutes where podman copies whole images. With input, or to load an image, there may be much to copy. */
const longest = { most: 600_000, copying: 1_800_000 };

/**
 * A call that ends: an image can have a pipe where the engine reads a file, and a program can leave a file of holes that takes for ever to read. Throws
 * UserError where the time is over.
 */
export async function runBounded(
  name: string,
  words: readonly string[],
  start: (atMost: number) => Promise<ProcessEnd>,
  options: ProcessOptions = {},
): Promise<ProcessEnd> {
  const atMost = options.input !== undefined || words[0] === 'load' ? longest.copying : longest.most;
  const end = await start(atMost);
  if (end.timedOut !== true) return end;
  const from =
    words[0] === 'cp' ? ` of ${words.find((word) => /:\//.test(word))?.replace(/^[^:]*:/, '') ?? 'a file'}` : '';
  throw new UserError({
    what: `${name} ${words[0] ?? ''}${from} did not end in ${String(atMost / 1000)} s, so that nothing was recorded`,
    why: 'a file of holes among the results, or a pipe in the place of a file in the image (/etc/passwd), is read without end',
    fix: `leave smaller files in /safe_outputs, and regular files in the image; \`${name} info\` says whether the engine answers at all`,
  });
}
