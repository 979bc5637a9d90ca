import { describeChanged, describeUnrecorded } from '../../engine/answers/describe-changed.ts';
import { describeJoinedJobs, describeLostChecks } from '../../engine/upgrade/describe-joined-jobs.ts';
import { listLeftOut } from '../../engine/upgrade/leave-out.ts';
import { findMarkers } from '../../engine/upgrade/conflict-markers.ts';
import { writesFiles } from '../../engine/upgrade/writes-files.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Supply } from '../../engine/answers/resolve-answers.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { OpenConflict, UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { PENDING_FILE } from '../../parse/records/pending-file.ts';
import { keepOwnVersions } from '../project/keep-own-versions.ts';
import { refuseForAdopted } from '../project/refuse-for-adopted.ts';
import { describeSettled } from '../changes/describe-settled.ts';
import { confirmUpgrade } from './confirm-upgrade.ts';
import { decideAnswers, keepEarlier } from '../create/decide-answers.ts';
import { openUpgradable, type Upgradable } from './open-upgradable.ts';
import { givesPackages } from '../project/answer-flags.ts';
import { type KeptPackages, keepUsedPackages } from '../project/keep-used-packages.ts';
import { leaveUnusedPackages } from '../project/leave-unused-packages.ts';
import { noteDigest } from './note-digest.ts';
import { describeAnswered } from '../create/describe-answered.ts';
import { followModels } from '../create/keep-loader.ts';
import { placePlan } from '../../report/upgrade/plan-text.ts';
import { listConflicts, recordPending } from './record-pending.ts';
import { groundChecklist, groundWritten } from '../create/ground-checklist.ts';
import { completePlan, type PlannedProject } from '../create/plan-project.ts';
import { refuseGone, restoreFiles } from './restore-files.ts';
import { type OnConflict, settleConflicts, upgradeChoices } from './settle-conflicts.ts';
import { planWithAcceptances } from './take-over-acceptances.ts';
import { warnOfChanges } from '../create/warn-of-changes.ts';
import { notePipeline } from './note-pipeline.ts';
import type { UpgradeInvocation } from './upgrade-definition.ts';

/** How projects are upgraded: the same for all of one run. */
export interface UpgradeHow {
  readonly invocation: UpgradeInvocation;
  readonly dryRun: boolean;
  readonly onConflict: OnConflict;
  readonly force: boolean;
  /** Whether a person sees the plan before anything is written, and may say no. */
  readonly confirms: boolean;
}

/**
 * Upgrades one project, all or nothing. Conflicts stand as markers in its files then, and the new version is recorded only by the run
 * that finds them gone. Throws UserError where the project cannot be upgraded at all.
 */
export async function upgradeProject(
  directory: string,
  how: UpgradeHow,
  environment: Environment,
): Promise<UpgradeResult> {
  const project = environment.openProject(directory);
  const { past: opened, notes, unrecorded } = await openUpgradable(project, how, environment);
  const restored = how.invocation.flags['restore'] ?? [];
  const past = await restoreFiles(opened, restored, project);
  const from = past.state.version;
  const known = { directory, from, to: environment.version, notes, problems: [] };
  const open = await findOpenConflicts(project, past.pending?.conflicts ?? []);
  if (open.length > 0) notes.push(...listSetAside(how.invocation.flags['set'] ?? [], past.pending?.answers));
  if (open.length > 0) return { ...known, unrecorded, outcome: 'conflicts', plan: [], conflicts: open, exitCode: 1 };
  if (unrecorded !== undefined) notes.push(`recorded with this, now that no marker is left: ${unrecorded}`);

  const { answers, said } = await decideUpgraded(past, project, how, environment);
  if (past.state.adopted !== undefined) refuseForAdopted(answers, past.state.answers);
  const planned = await planWithAcceptances(project, past, answers, how.invocation, environment);
  notes.push(...said, ...(await describeAnswered(past, answers, planned.rendered, project)));
  refuseGone(restored, planned.rendered);
  notes.push(...planned.told, ...describeJoinedJobs(planned.plan), ...notePipeline(planned.plan, project.root));
  const leftOut = listLeftOut(planned.plan);
  notes.push(...(await noteOriginal(past, environment.openProject(`${project.root}/..`))));
  if (!how.force) notes.push(...(await warnOfWritten(planned, project, environment)));
  const settled = await settleConflicts(
    planned.plan,
    how.onConflict,
    environment.terminal.asker,
    environment.terminal,
    upgradeChoices,
  );
  if (settled === undefined)
    return { ...known, outcome: 'aborted', plan: planned.plan, conflicts: listConflicts(planned.plan), exitCode: 1 };

  const isGiven = givesPackages(how.invocation.flags);
  const change = { past, answers, planned, settled, isAsked: how.confirms, isGiven };
  notes.push(...(await describeSettled(change, project)), ...describeLostChecks(settled, planned.rendered));
  const complete = await completeUpgrade({ past, planned, settled, answers }, project, environment);
  const plan = complete.filter(({ path }) => settled.some((each) => each.path === path));
  const conflicts = listConflicts(plan);
  const outcome = conflicts.length > 0 ? 'conflicts' : nameOutcome(complete, how.dryRun);
  notes.push(...sayRecord(complete, how.dryRun));
  const isWritten = !how.dryRun && writesFiles(complete);
  const shown = isWritten && how.confirms && writesFiles(plan);
  const isFinish = past.pending !== undefined && !writesFiles(settled);
  if (shown) await confirmUpgrade(placePlan(plan, directory), notes, environment);
  if (isWritten) await project.apply(complete, chooseUndo(past, settled, answers, environment.version));
  const after = { version: environment.version, answers: { ...answers } };
  const told = { leftOut, shown, isDry: how.dryRun, isFinish, unrecorded: describeUnrecorded(past.state, after) };
  return { ...known, ...told, outcome, plan, conflicts, exitCode: conflicts.length > 0 ? 1 : 0 };
}

/** The answers with which the project goes on: the earlier ones, with what is given anew or was not asked then. */
async function decideUpgraded(
  past: Upgradable,
  project: ProjectFiles,
  { invocation }: UpgradeHow,
  environment: Environment,
): Promise<KeptPackages> {
  const adapt = (supply: Supply): Supply => followModels(past, project)(keepEarlier(supply));
  const decided = await decideAnswers(invocation, environment, project.root, past.state, adapt);
  const isGiven = givesPackages(invocation.flags);
  const isAsked = environment.terminal.asker !== undefined && invocation.flags['defaults'] !== true;
  const both = await keepUsedPackages(past, decided, project, isGiven);
  const used = await leaveUnusedPackages(past, decided, both, project, isGiven || isAsked);
  const kept = await keepOwnVersions(past, used, project, isGiven);
  const digest = noteDigest(invocation.flags['set'], past.state.answers, kept.answers);
  return { ...kept, said: [...kept.said, ...digest] };
}

/** Of the files that are really written: a checklist that is as the files are is none. */
async function warnOfWritten(
  { plan, rendered }: PlannedProject,
  project: ProjectFiles,
  environment: Environment,
): Promise<string[]> {
  if (!writesFiles(plan)) return [];
  return warnOfChanges(project, await groundWritten(plan, rendered, project, environment), environment);
}

/** Where the record of what was rendered is all that changes, no file of the project does. */
const isRecordAlone = (plan: Plan): boolean =>
  writesFiles(plan) && !writesFiles(plan.filter(({ path }) => path !== BASELINE_FILE));

function sayRecord(plan: Plan, isDry: boolean): readonly string[] {
  return isRecordAlone(plan)
    ? [
        `${BASELINE_FILE} ${isDry ? 'would be' : 'is'} renewed, the record of what was rendered last; no other file changes`,
      ]
    : [];
}

function nameOutcome(plan: Plan, isDry: boolean): UpgradeResult['outcome'] {
  if (!writesFiles(plan) || isRecordAlone(plan)) return 'up to date';
  return isDry ? 'would upgrade' : 'upgraded';
}

/** A settled plan with its records, and with a checklist that rests on what it writes. */
async function completeUpgrade(
  {
    past,
    planned,
    settled,
    answers,
  }: {
    readonly past: Upgradable;
    readonly planned: PlannedProject;
    readonly settled: Plan;
    readonly answers: Answers;
  },
  project: ProjectFiles,
  environment: Environment,
): Promise<Plan> {
  const { version } = environment;
  const complete =
    listConflicts(settled).length > 0
      ? [...settled, recordPending(past, planned, settled, answers, version)]
      : finish(past, planned, settled, answers, version);
  return writesFiles(settled) || past.pending !== undefined
    ? groundChecklist(complete, planned.rendered, project, environment)
    : complete;
}

/** The Dockerfile that adopt read is no file of this project; an upgrade does not take over what changed in it. */
async function noteOriginal({ state }: Upgradable, repository: ProjectFiles): Promise<string[]> {
  const original = state.adopted?.original;
  if (original === undefined) return [];
  const files = await repository.read([original.path]).catch(() => undefined);
  const now = files?.get(original.path)?.text;
  return now !== undefined && hashText(now) === original.sha256
    ? []
    : [`${original.path} has changed since adopt read it: tre-container adopt surveys it anew, and keeps your edits`];
}

/** Files of an open upgrade that still have markers. */
export async function findOpenConflicts(project: ProjectFiles, paths: readonly string[]): Promise<OpenConflict[]> {
  const files = await project.read(paths);
  return [...files]
    .map(([path, { text }]) => ({ path, lines: findMarkers(text) }))
    .filter(({ lines }) => lines.length > 0);
}

function finish(past: Upgradable, planned: PlannedProject, plan: Plan, answers: Answers, version: string): Plan {
  const complete = completePlan(planned, plan, past, answers, version);
  const current = past.records.get(PENDING_FILE);
  if (current === undefined) return complete;
  return [
    ...complete,
    { path: PENDING_FILE, action: 'delete', reason: 'its conflicts are resolved', ownership: 'generator', current },
  ];
}

/** A run that only finishes an open upgrade is undone together with it. */
function chooseUndo(
  past: Upgradable,
  plan: Plan,
  answers: Answers,
  version: string,
): { readonly undo: string } | { readonly alsoUndo: string } {
  const before = past.state.answers;
  const changed = describeChanged(before, answers);
  const same = changed ?? `the last upgrade (${version}, with the same answers)`;
  const label = past.state.version === version ? same : `upgrade from ${past.state.version} to ${version}`;
  return past.pending !== undefined && !writesFiles(plan) ? { alsoUndo: label } : { undo: label };
}

/** Answers of this run that are not those of the one whose conflicts are open: nothing was looked at. */
function listSetAside(set: readonly string[], pending: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const others = set.filter((each) => {
    const at = each.indexOf('=');
    const known = pending[each.slice(0, at)];
    return at < 0 || (typeof known === 'string' ? known : JSON.stringify(known)) !== each.slice(at + 1);
  });
  return others.length === 0
    ? []
    : [
        `${others.map((each) => `--set ${each}`).join(' ')} was not looked at while conflicts are open: give it again once they are decided`,
      ];
}
