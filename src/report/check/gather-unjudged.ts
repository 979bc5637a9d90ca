import type { RuleResult } from '../../model/check/check-report.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Doubt, Force, Location } from '../../model/check/rule.ts';

/** Rules that could not be judged for one and the same reason. */
export interface Unjudged {
  readonly location?: Location;
  /** What could not be judged and why, one line. The requirement stands in it where it is only one. */
  readonly text: string;
  /** What would let it be judged. */
  readonly fix?: string;
  /** The strongest among them. */
  readonly force: Force;
  /** The ids of the rules, or how many they are where those are many. */
  readonly rules: string;
  /** How many other reasons the rules have, which are told in full only where all is. */
  readonly more: number;
}

const forces: readonly Force[] = ['must', 'should', 'may'];

/** More ids than these hide what is said. */
const mostNamed = 3;

const keyOf = ({ location, reason }: Partial<Doubt>): string =>
  JSON.stringify([location?.file, location?.line, reason]);

/** One entry for a place and reason: a file that cannot be read leaves thirty rules without a verdict, and a person needs to be told once. */
export function gatherUnjudged(results: readonly RuleResult[]): Unjudged[] {
  const groups = groupBy(
    results.filter(({ verdict }) => verdict === 'unknown'),
    keyOf,
  );
  return [...groups.values()].map((group) => {
    const [{ location, message, reason = '', force, fix }] = group;
    // Several images of a project may have one rule's reason.
    const rules = [...new Set(group.map(({ rule }) => rule))];
    return {
      ...(location === undefined ? {} : { location }),
      text: rules.length === 1 ? `${asQuestion(message)}: ${reason}` : reason,
      ...(fix === undefined ? {} : { fix }),
      force: forces.find((each) => group.some((result) => result.force === each)) ?? force,
      rules: rules.length <= mostNamed ? rules.join(', ') : `${String(rules.length)} rules`,
      more: new Set(group.flatMap((each) => (each.others ?? []).map(keyOf))).size,
    };
  });
}

/** The same with a result for each reason that a rule has. */
export function gatherAllUnjudged(results: readonly RuleResult[]): Unjudged[] {
  return gatherUnjudged(
    results.flatMap(({ others = [], ...first }) => [
      first,
      ...others.map(({ reason, location, fix }) => {
        const { location: _, fix: __, ...head } = first;
        return {
          ...head,
          reason,
          ...(location === undefined ? {} : { location }),
          ...(fix === undefined ? {} : { fix }),
        };
      }),
    ]),
  );
}

/** `(and 2 more like it)`, where reports that show one reason of a rule say how many wait behind it. */
export function sayMore({ more }: Pick<Unjudged, 'more'>): string {
  return more === 0 ? '' : ` (and ${String(more)} more like it)`;
}

/** `The program writes only there` is what nobody knows, and must not read as if it were so: `whether the program writes only there`. */
function asQuestion(requirement: string): string {
  const isName = /^(?:[A-Z]{2}|Kubernetes\b|Information\b)/.test(requirement);
  return `whether ${isName ? requirement : `${requirement.slice(0, 1).toLowerCase()}${requirement.slice(1)}`}`;
}
