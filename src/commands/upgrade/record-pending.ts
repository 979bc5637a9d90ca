import { findMarkers } from '../../engine/upgrade/conflict-markers.ts';
import { nextBaseline } from '../../engine/upgrade/next-baseline.ts';
import { recordFile } from '../../engine/upgrade/record-project.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { OpenConflict } from '../../model/upgrade/upgrade.ts';
import { formatPending, PENDING_FILE } from '../../parse/records/pending-file.ts';
import type { Past, PlannedProject } from '../create/plan-project.ts';

/** Files of a plan in which both sides stand, or of which none could be merged. */
export function listConflicts(plan: Plan): OpenConflict[] {
  return plan
    .filter(({ action }) => action === 'conflict')
    .map(({ path, next }) => ({ path, lines: next === undefined ? [] : findMarkers(next.text) }));
}

/** The record of a settled plan whose conflicts a person still has to end: the next upgrade goes on from it. */
export function recordPending(
  past: Past,
  { rendered }: PlannedProject,
  plan: Plan,
  answers: Answers,
  version: string,
): PlanEntry {
  const conflicts = listConflicts(plan).map(({ path }) => path);
  return recordFile(
    past.records,
    PENDING_FILE,
    formatPending({
      answers: { ...answers },
      conflicts,
      baseline: nextBaseline(version, plan, rendered, past.baseline),
    }),
  );
}
