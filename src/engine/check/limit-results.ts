import type { RuleResult } from '../../model/check/check-report.ts';

/** Results of one rule with one verdict that are told one by one: nobody reads more, and a text of a megabyte can have 500,000. */
const most = 1000;

/** The first thousand results of each verdict of a rule; of the others, one that says how many there are, where the next one is. */
export function limitResults(results: readonly RuleResult[]): readonly RuleResult[] {
  if (results.length <= most) return results;
  const told: RuleResult[] = [];
  const counts = new Map<RuleResult['verdict'], number>();
  const next = new Map<RuleResult['verdict'], RuleResult>();
  for (const result of results) {
    const count = (counts.get(result.verdict) ?? 0) + 1;
    counts.set(result.verdict, count);
    if (count <= most) told.push(result);
    else if (!next.has(result.verdict)) next.set(result.verdict, result);
  }
  for (const [verdict, result] of next) {
    const { edits: _, ...first } = result;
    told.push({
      ...first,
      message: `from here on, ${String((counts.get(verdict) ?? 0) - most)} more: ${first.message}`,
    });
  }
  return told;
}
