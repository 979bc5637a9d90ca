import type { FileTree } from '../../model/file-tree.ts';
import type { PlanEntry } from '../../model/upgrade/plan.ts';
import type { Baseline, ProjectState } from '../../model/upgrade/state.ts';
import { BASELINE_FILE, formatBaseline } from '../../parse/records/baseline-file.ts';
import { formatStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

/** Paths that {@link recordProject} writes: read them together with the project's files. */
export const RECORD_FILES: readonly string[] = [STATE_FILE, BASELINE_FILE];

/**
 * Entries that record a project's answers, version and baseline, to be applied in the same transaction as its files:
 * `apply([...plan, ...recordProject(...)])`. `current` holds {@link RECORD_FILES} where they exist; other generators' keys of `.yo-rc.json` are kept.
 */
export function recordProject(current: FileTree, state: ProjectState, baseline: Baseline): PlanEntry[] {
  return [
    recordFile(current, STATE_FILE, formatStateFile(current.get(STATE_FILE)?.text, state)),
    recordFile(current, BASELINE_FILE, formatBaseline(baseline)),
  ];
}

/** An entry that gives a file of our own this text. */
export function recordFile(current: FileTree, path: string, text: string): PlanEntry {
  const now = current.get(path);
  const own = { path, ownership: 'generator', ...(now === undefined ? {} : { current: now }) } as const;
  if (now?.text === text) return { ...own, action: 'unchanged', reason: 'as recorded' };
  return {
    ...own,
    action: now === undefined ? 'create' : 'update',
    reason: 'records what was done',
    next: { text, executable: false },
  };
}
