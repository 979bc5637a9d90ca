import type { Plan } from '../../model/upgrade/plan.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { formatDiff } from '../../report/upgrade/plan-diff.ts';

/** Every line that would be written, but those of the baseline, which would show each file again. */
export function planWithDiff(plan: Plan, colour: boolean): string {
  return formatDiff(
    plan.filter(({ path }) => path !== BASELINE_FILE),
    colour,
  );
}
