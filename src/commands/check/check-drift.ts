import gt from 'semver/functions/gt.js';
import type { Environment } from '../../model/command.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Drift, UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { decideAnswers, keepEarlier } from '../create/decide-answers.ts';
import { openUpgradable } from '../upgrade/open-upgradable.ts';
import { groundWritten } from '../create/ground-checklist.ts';
import { planProject } from '../create/plan-project.ts';
import { findOpenConflicts } from '../upgrade/upgrade-project.ts';
import type { UpgradeInvocation } from '../upgrade/upgrade-definition.ts';

/**
 * Answers without writing anything and without a network: is this version newer than the one recorded, and which files differ from what it
 * renders? New questions take their default. Exit code 1 where one of the two is so, or conflicts are open.
 */
export async function checkDrift(
  directory: string,
  invocation: UpgradeInvocation,
  environment: Environment,
): Promise<UpgradeResult> {
  const project = environment.openProject(directory);
  const { past, notes, unrecorded } = await openUpgradable(project, { invocation, dryRun: true }, environment);
  const defaults = { ...invocation, flags: { ...invocation.flags, defaults: true } };
  const answers = await decideAnswers(defaults, environment, project.root, past.state, keepEarlier);
  const planned = await planProject(project, past, answers, environment);
  const grounded = await groundWritten(planned.plan, planned.rendered, project, environment);
  const plan = grounded.map((entry) => (planned.plan.includes(entry) ? entry : asKept(entry)));
  const conflicts = await findOpenConflicts(project, past.pending?.conflicts ?? []);
  // What stands between markers is nobody's yet.
  const isOpen = new Set(conflicts.map(({ path }) => path));
  const drift = plan.filter(({ path }) => !isOpen.has(path)).flatMap((entry) => describeDrift(entry));
  const clean = drift.length === 0 && conflicts.length === 0 && !gt(environment.version, past.state.version);
  return {
    directory,
    from: past.state.version,
    to: environment.version,
    outcome: clean ? 'up to date' : 'drift',
    plan: [],
    conflicts,
    drift,
    unrecorded,
    notes,
    problems: [],
    exitCode: clean ? 0 : 1,
  };
}

/** A checklist whose rows are as the files are differs from what was rendered as one does that people wrote in. */
const asKept = (entry: Plan[number]): Plan[number] =>
  entry.action === 'unchanged' ? { ...entry, action: 'keep' } : entry;

/** A file of the user's own cannot drift: only that it is there matters to nobody but them. */
function describeDrift({ path, action, reason, ownership, current }: Plan[number]): Drift[] {
  if (ownership === 'user' || action === 'unchanged') return [];
  if (current === undefined && action !== 'create') return [{ path, kind: 'missing', reason }];
  // Whatever an upgrade would write; of an edited file too.
  if (action !== 'keep') return [{ path, kind: 'stale', reason }];
  return [{ path, kind: 'edited', reason: path === 'CHECKLIST.md' ? ofChecklist : reason }];
}

/** Nobody can tell from the file who wrote what. */
const ofChecklist =
  'people write in it, and check --checklist, create and upgrade renew its rows; the template did not change';
