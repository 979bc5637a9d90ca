import { createProject } from './commands/create/create.ts';
import { type CreateResult, describeCreated } from './commands/create/show-created.ts';
import { createEnvironment } from './io/terminal/environment.ts';
import { openProject } from './io/project/project-files.ts';
import type { AnswersInput } from './model/answers/answers.ts';

export type { Answers, AnswersInput, BaseName, CiSystem, ModelAnswer, Runtime } from './model/answers/answers.ts';
export { UserError, type Problem } from './model/errors.ts';
export type { CreateResult } from './commands/create/show-created.ts';
export type { PlanAction } from './model/upgrade/plan.ts';

/** What {@link create} is asked for. Nobody is asked anything. */
export interface CreateOptions {
  /** Folder of the project, made if need be; relative to the current folder. */
  readonly directory: string;
  /** As in an answers file. */
  readonly answers?: AnswersInput;
  /** Take the default of what is not answered; otherwise a missing answer is an error. */
  readonly defaults?: boolean;
  /** Whose lines stand in files that exist and differ. Default: `abort`, with nothing written. `keep`, `overwrite`: former names of `yours`, `theirs`. */
  readonly onConflict?: 'yours' | 'theirs' | 'abort' | 'keep' | 'overwrite';
  /** Decide everything and write nothing. */
  readonly dryRun?: boolean;
}

const names = { yours: 'yours', theirs: 'theirs', abort: 'abort', keep: 'yours', overwrite: 'theirs' } as const;

/** Makes a project, or brings an existing one to these answers, all or nothing. Throws UserError with every problem of the input. */
export async function create({
  directory,
  answers = {},
  defaults = false,
  onConflict = 'abort',
  dryRun = false,
}: CreateOptions): Promise<CreateResult> {
  const environment = createEnvironment({ openProject, note: () => undefined });
  const terminal = { ...environment.terminal, err: () => undefined };
  // The answers go the way of an answers file, so that they meet the same checks.
  const readFile = async (): Promise<Uint8Array> => new TextEncoder().encode(JSON.stringify(answers));
  const flags = { answers: 'answers', defaults, 'dry-run': dryRun, 'on-conflict': names[onConflict], json: true };
  return describeCreated(await createProject({ targets: [directory], flags }, { ...environment, terminal, readFile }));
}
