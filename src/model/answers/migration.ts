import type { AnswerKey, AnswersInput } from './answers.ts';

/** What one version of the generator changed in the projects of earlier ones. Plain data, so that every migration reads alike. */
export interface Migration {
  /** First version that has the change, e.g. `0.2.0`. */
  readonly version: string;
  /** Told to the person, one clause. */
  readonly summary: string;
  /** Old name of an answer to its new one. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** By answer (its new name): old value to new value; other values than texts are named by their JSON. In a list each element is looked up. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Answers that exist no more. */
  readonly removed?: readonly string[];
  /** Former path to new path of generated files: the person's edits move along. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Answers before and after, run as a test. */
  readonly example: { readonly before: AnswersInput; readonly after: AnswersInput };
}

/**
 * A yes-or-no answer that older projects were never asked for and whose files give it: `true` where the project has a file, or a
 * program that says something.
 */
export interface FoundAnswer {
  readonly answer: AnswerKey;
  /** Path of the file; absent: any program. */
  readonly file?: string;
  /** Regular expression that a program's text must match. */
  readonly says?: string;
  /** Paths of programs of ours, which do not count. */
  readonly besides?: readonly string[];
}

/** A project's files as far as they were seen; `all` is false where some were not. */
export interface SeenFiles {
  readonly files: readonly { readonly path: string; readonly text?: string }[];
  readonly all: boolean;
}

/** Answers and moves that bring a project to this version. */
export interface Migrated {
  readonly answers: AnswersInput;
  /** Former path to new path. */
  readonly moves: ReadonlyMap<string, string>;
  /** Summaries of the migrations that were needed. */
  readonly notes: readonly string[];
}
