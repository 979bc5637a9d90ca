import { bases } from '../../catalog/bases.ts';
import { describeSides } from '../../engine/changes/describe-sides.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { describeKeptList, describeOwnEntries } from '../create/describe-left-packages.ts';
import type { Past, PlannedProject } from '../create/plan-project.ts';
import { describePackages } from './describe-packages.ts';
import { describeStart } from './describe-start.ts';
import { refuseMixedBase } from './refuse-mixed-base.ts';

/** A change whose conflicts are settled, or keep it from being written. */
interface Settled {
  readonly past: Past;
  readonly answers: Answers;
  readonly planned: PlannedProject;
  readonly settled: Plan | undefined;
  /** A person sees what is said before they are asked whether to write. */
  readonly isAsked: boolean;
  /** The packages are given in this run. */
  readonly isGiven: boolean;
}

/** What a change takes of a person's, and what of theirs does not go with it any more: told before anything is written. Throws UserError for a Dockerfile of two bases. */
export async function describeSettled(
  { past, answers, planned, settled, isAsked, isGiven }: Settled,
  project: ProjectFiles,
): Promise<readonly string[]> {
  const { plan, rendered, ofLock = [] } = planned;
  const ended = settled ?? [];
  const after = settled ?? plan;
  refuseMixedBase(past, answers, { plan, settled: ended });
  return [
    ...ofLock,
    ...describeSides(plan, ended, past.baseline?.files, findLock(answers)),
    ...describeKeptList(plan, settled ?? plan, answers, isGiven),
    ...(await describeStart(past, answers, { plan: after, rendered }, project.root)),
    ...(await describePackages(past, answers, after, project, isGiven)),
    ...describeOwnEntries(past, ended, rendered, answers, isGiven || isAsked),
  ];
}

/** The list that says nothing of packages any more, and what says it in its place: where a manifest names them all. */
function findLock({ base, packages }: Answers): { readonly list: string; readonly files: string } | undefined {
  const { packageFile: list, language } = bases[base];
  const { manifestEnding, listing } = language;
  const lock = packages.find((each) => manifestEnding !== undefined && listing?.locks.test(each) === true);
  return lock === undefined ? undefined : { list, files: [listing?.project ?? [], lock].flat().join(' and ') };
}
