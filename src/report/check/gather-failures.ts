import type { RuleResult } from '../../model/check/check-report.ts';
import { groupBy } from '../../shared/group-by.ts';
import { formatPlace } from './format-place.ts';

/** A failure as a person reads it: once, however many places share it. */
export interface Gathered {
  readonly result: RuleResult;
  /** Words after the message: further places, or how many more findings of the rule there are; '' for none. */
  readonly more: string;
}

/** Findings of one rule that are shown one by one; the rest is counted. */
const shown = 3;

/** The same finding in several files is said once, and of a rule with many findings the first few are shown and the rest is counted. */
export function gatherFailures(results: readonly RuleResult[]): readonly Gathered[] {
  const same = groupBy(results, ({ rule, message, fix, reason }) => JSON.stringify([rule, message, fix, reason]));
  const once = [...same.values()].map(([first, ...others]): Gathered => {
    const places = others.flatMap(({ location }) => (location === undefined ? [] : [formatPlace(location)]));
    const names =
      places.length > shown ? `${places[0] ?? ''} and ${String(places.length - 1)} more` : places.join(', ');
    return { result: first, more: places.length === 0 ? '' : ` (also ${names})` };
  });
  const groups = [...groupBy(once, ({ result }) => result.rule).values()];
  return groups
    .toSorted((a, b) => rank(a[0].result) - rank(b[0].result))
    .flatMap((group) => {
      if (group.length <= shown + 1) return group;
      const rest = group.slice(shown);
      const last = group[shown - 1];
      const count = `, and ${String(rest.length)} more findings of this rule (--verbose shows them)`;
      return [...group.slice(0, shown - 1), ...(last === undefined ? [] : [{ ...last, more: `${last.more}${count}` }])];
    });
}

/** What keeps a job from running at all stands first: a download, a start that waits. */
function rank({ group }: RuleResult): number {
  const at = ['offline', 'start'].indexOf(group);
  return at < 0 ? 2 : at;
}
