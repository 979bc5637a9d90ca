import type { RuleResult } from './check-report.ts';

/** A result with what is to be done about it in other words, and so about each other thing that is not known of its rule. */
export function mapFixes(result: RuleResult, change: (fix: string) => string): RuleResult {
  const { fix, others } = result;
  return {
    ...result,
    ...(fix === undefined ? {} : { fix: change(fix) }),
    ...(others === undefined
      ? {}
      : { others: others.map((each) => (each.fix === undefined ? each : { ...each, fix: change(each.fix) })) }),
  };
}
