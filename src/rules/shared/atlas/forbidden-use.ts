import type { Effect } from '../../../model/atlas/atlas-entry.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { Found } from '../reach/judge-reached.ts';
import type { Use } from './find-uses.ts';
import { usesIn } from './uses-of.ts';

const installs: ReadonlySet<Effect> = new Set<Effect>(['installs']);

/** Installs of a program that a variable of the image keeps off the network: they find nothing, and fail all the same. */
export function findForbidden(uses: readonly Use[], reached: ReachedProgram): readonly Found[] {
  return usesIn(uses, reached, 'no', installs)
    .filter(
      ({ trigger, why, what }) =>
        // What runs a program installs on the way, and does without where it may not.
        / (?:install|download|add)$|^Pkg\.add$/.test(what) &&
        trigger.unless?.some((condition) => 'variable' in condition && why.includes(condition.variable)),
    )
    .map(({ entry, trigger, what, why, location }) => ({
      message: `${what} ${trigger.does}, and finds none: ${why}`,
      line: location.line ?? 1,
      fix: `${entry.stage.inside} (check --explain ${entry.name})`,
    }));
}
