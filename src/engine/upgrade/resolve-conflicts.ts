import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';

/**
 * How a conflict ends. `markers`: both sides in the file, between markers. `yours`: your side of each collision,
 * and what the template changed elsewhere. `theirs`: the template's side of each collision, and what you changed elsewhere.
 * Where no ancestor is known every difference is a collision, so the whole file is taken.
 */
export type ConflictChoice = 'markers' | 'yours' | 'theirs';

/** Resolves every conflict of a plan alike. `abort` is the caller's: apply nothing when a plan has conflicts; `ask` calls {@link resolveConflict} for each. */
export function resolveConflicts(plan: Plan, choice: ConflictChoice): Plan {
  return plan.map((entry) => resolveConflict(entry, choice));
}

/** One entry with its conflict resolved; other entries come back as they are. With `markers` (or where markers cannot stand) it remains a `conflict`. */
export function resolveConflict(entry: PlanEntry, choice: ConflictChoice): PlanEntry {
  if (entry.action !== 'conflict' || entry.choices === undefined || choice === 'markers') return entry;
  const { choices, next: _, ...rest } = entry;
  const taken = choices[choice];
  const side = choice === 'yours' ? 'your side' : "the template's side";
  const unchanged = taken.text === entry.current?.text && taken.executable === entry.current.executable;
  if (unchanged) return { ...rest, action: 'keep', reason: `${entry.reason}; yours is kept` };
  return {
    ...rest,
    action: choice === 'yours' ? 'merge' : 'update',
    reason: `${entry.reason}; ${side} was taken`,
    next: taken,
  };
}
