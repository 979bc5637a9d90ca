import type { Ownership } from '../render/artefact.ts';
import type { FileEntry } from '../file-tree.ts';

/** What happens to one file. */
export type PlanAction = 'create' | 'update' | 'merge' | 'conflict' | 'keep' | 'delete' | 'unchanged';

/** One file of a plan. */
export interface PlanEntry {
  readonly path: string;
  readonly action: PlanAction;
  /** One clause that a person understands, e.g. `you edited it, the template did not change`. */
  readonly reason: string;
  readonly ownership: Ownership;
  /** On disk now; absent when there is no such file. Applying verifies that it is still so. */
  readonly current?: FileEntry;
  /** What will be written; absent for keep, unchanged and delete. For `conflict`: the text with markers, absent where markers cannot stand. */
  readonly next?: FileEntry;
  /** Only for `conflict`: what `resolve-conflicts.ts` turns it into. Both keep every change that did not collide. */
  readonly choices?: { readonly yours: FileEntry; readonly theirs: FileEntry };
  /** The file's former path, whose permissions it takes over. The former path has its own `delete` entry. */
  readonly movedFrom?: string;
  /** `pending`: it would change, and `--except` names it; `same`: it is named, and nothing would happen to it. Its baseline stays as it is. */
  readonly leftOut?: 'pending' | 'same';
}

/** All files of a create or upgrade, sorted by path, decided before anything is written. */
export type Plan = readonly PlanEntry[];
