import type { Ownership } from './artefact.ts';
import type { FileEntry } from './file-tree.ts';

/** What happens to one file. */
export type PlanAction = 'create' | 'update' | 'merge' | 'conflict' | 'keep' | 'delete' | 'unchanged';

/** One file of a plan. */
export interface PlanEntry {
  readonly path: string;
  readonly action: PlanAction;
  /** One clause that a person understands, e.g. `you edited it, the template did not change`. */
  readonly reason: string;
  readonly ownership: Ownership;
  /** On disk now; absent when there is no such file. */
  readonly current?: FileEntry;
  /** What will be written; absent for keep, unchanged and delete. */
  readonly next?: FileEntry;
}

/** All files of a create or upgrade, sorted by path, decided before anything is written. */
export type Plan = readonly PlanEntry[];
