import type { ResultVerdict, RuleResult, Tally } from './check-report.ts';

const verdicts: readonly ResultVerdict[] = ['pass', 'fail', 'notApplicable', 'unknown', 'waived', 'human'];

/** How many results have each verdict. */
export function tally(results: readonly RuleResult[]): Tally {
  const counts: Record<ResultVerdict, number> = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, human: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}

/** How many passes rest on nothing having been found. */
export function countUnproved(results: readonly RuleResult[]): number {
  return results.filter(({ proof }) => proof === 'none-found').length;
}

/** Both together. */
export function addTallies(a: Tally, b: Tally): Tally {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, a[verdict] + b[verdict]])) as Tally;
}
