import type { RuleResult } from '../../model/check/check-report.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Force, Location } from '../../model/check/rule.ts';

/** Rules that could not be judged for one and the same reason. */
export interface Unjudged {
  readonly location?: Location;
  /** What could not be judged and why, one line. The requirement stands in it where it is only one. */
  readonly text: string;
  /** What would let it be judged. */
  readonly fix?: string;
  /** The strongest among them. */
  readonly force: Force;
  /** The id of the rule, or how many they are. */
  readonly rules: string;
}

const forces: readonly Force[] = ['must', 'should', 'may'];

/** One entry for a place and reason: a file that cannot be read leaves thirty rules without a verdict, and a person needs to be told once. */
export function gatherUnjudged(results: readonly RuleResult[]): Unjudged[] {
  const groups = groupBy(
    results.filter(({ verdict }) => verdict === 'unknown'),
    ({ location, reason }) => JSON.stringify([location?.file, location?.line, reason]),
  );
  return [...groups.values()].map((group) => {
    const [{ rule, location, message, reason = '', force, fix }, ...others] = group;
    return {
      ...(location === undefined ? {} : { location }),
      text: others.length === 0 ? `${asQuestion(message)}: ${reason}` : reason,
      ...(fix === undefined ? {} : { fix }),
      force: forces.find((each) => group.some((result) => result.force === each)) ?? force,
      rules: others.length === 0 ? rule : `${String(group.length)} rules`,
    };
  });
}

/** `The program writes only there` is what nobody knows, and must not read as if it were so: `whether the program writes only there`. */
function asQuestion(requirement: string): string {
  const isName = /^(?:[A-Z]{2}|Kubernetes\b|Information\b)/.test(requirement);
  return `whether ${isName ? requirement : `${requirement.slice(0, 1).toLowerCase()}${requirement.slice(1)}`}`;
}
