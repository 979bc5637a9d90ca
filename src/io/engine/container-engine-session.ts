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
