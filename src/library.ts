import { run } from './commands/create/create.ts';
import { createEnvironment } from './io/terminal/environment.ts';
import { openProject } from './io/project/project-files.ts';
import type { Answers, AnswersInput } from './model/answers/answers.ts';
import type { PlanAction } from './model/upgrade/plan.ts';

export type { Answers, AnswersInput, BaseName, CiSystem, ModelAnswer, Runtime } from './model/answers/answers.ts';
export { UserError, type Problem } from './model/errors.ts';
export type { PlanAction } from './model/upgrade/plan.ts';

/** What {@link create} is asked for. Nobody is asked anything. */
export interface CreateOptions {
  /** Folder of the project, made if need be; relative to the current folder. */
  readonly directory: string;
  /** As in an answers file. */
  readonly answers?: AnswersInput;
  /** Take the default of what is not answered; otherwise a missing answer is an error. */
  readonly defaults?: boolean;
  /** What to do with files that exist and differ. Default: `abort`, with nothing written. */
  readonly onConflict?: 'keep' | 'overwrite' | 'abort';
  /** Decide everything and write nothing. */
  readonly dryRun?: boolean;
}

/** What was made, as `--json` prints it. */
export interface CreateResult {
  readonly command: 'create';
  /** Absolute path. */
  readonly destination: string;
  readonly answers: Answers;
  readonly files: readonly { readonly path: string; readonly action: PlanAction; readonly reason: string }[];
  /** Paths in the way; when there are any, nothing was written. */
  readonly conflicts: readonly string[];
  /** Commands to type, each with its reason. */
  readonly nextSteps: readonly string[];
}

/** Makes a project, or brings an existing one to these answers, all or nothing. Throws UserError with every problem of the input. */
export async function create({
  directory,
  answers = {},
  defaults = false,
  onConflict = 'abort',
  dryRun = false,
}: CreateOptions): Promise<CreateResult> {
  const environment = createEnvironment({ openProject });
  let printed = '';
  const terminal = { ...environment.terminal, out: (text: string) => void (printed += text), err: () => undefined };
  // The answers go the way of an answers file, so that they meet the same checks.
  const readFile = async (): Promise<Uint8Array> => new TextEncoder().encode(JSON.stringify(answers));
  const flags = { answers: 'answers', defaults, 'dry-run': dryRun, 'on-conflict': onConflict, json: true };
  await run({ targets: [directory], flags }, { ...environment, terminal, readFile });
  return JSON.parse(printed) as CreateResult;
}
