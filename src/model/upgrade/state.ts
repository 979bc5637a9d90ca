import type { FromSchema } from '../../shared/from-schema.ts';
import type { AnswersInput } from '../answers/answers.ts';
import type { FileEntry, FileTree } from '../file-tree.ts';
import type { Ownership } from '../render/artefact.ts';
import type { stateSchema } from './state-schema.ts';

/** What `.yo-rc.json` records about a project. */
export type ProjectState = FromSchema<typeof stateSchema>;

/** The last rendered text of every generated file: the base of a three-way merge (`.tre-container/baseline.json`). */
export interface Baseline {
  readonly version: string;
  readonly files: FileTree;
  readonly ownership: ReadonlyMap<string, Ownership>;
  /** What was rendered last of files that the template has no more, and that the person edited or deleted: a base of another day may have them again. */
  readonly former?: ReadonlyMap<string, FormerFile>;
}

/** A file that is rendered no more. */
export interface FormerFile {
  readonly ownership: Ownership;
  readonly entry: FileEntry;
}

/** An upgrade whose conflicts stand in the files as markers (`.tre-container/pending.json`): what is recorded once they are gone. */
export interface PendingUpgrade {
  readonly answers: AnswersInput;
  /** Paths, sorted. */
  readonly conflicts: readonly string[];
  /** Its version is the one that the project is being brought to. */
  readonly baseline: Baseline;
}
