import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { checklistEntries } from '../../engine/checklist/checklist-entries.ts';
import { restoreRows, updateChecklist } from '../../engine/checklist/checklist.ts';
import { findLostTicks } from '../../engine/checklist/lost-ticks.ts';
import { rendersAgain, unprovedEntries } from '../../engine/checklist/unproved-entries.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { CheckReport } from '../../model/check/check-report.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { groupBy } from '../../shared/group-by.ts';
import { isThere, pathFrom } from '../../io/project/find-projects.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { BASELINE_FILE, parseBaseline } from '../../parse/records/baseline-file.ts';
import type { Renewal } from '../../report/check/renewal-text.ts';
import type { CheckTarget } from './open-project-folder.ts';
import { acknowledgeEvidence } from '../rehearsal/acknowledge-evidence.ts';
import { checklistPath as checklist } from '../rehearsal/read-rehearsed-project.ts';
import { readRehearsalEntries } from '../rehearsal/read-rehearsal-entries.ts';

/**
 * The plan that renews the boxes and the evidence of a project's checklist, from the verdicts and from the last rehearsal, and what it does; counted from `former` on,
 * where the command has written into it already.
 * Throws UserError where there is no checklist.
 */
export async function renewChecklist(
  target: CheckTarget,
  { results }: CheckReport,
  environment: Environment,
  { acknowledged, former }: { readonly acknowledged?: string | undefined; readonly former?: string | undefined } = {},
): Promise<{ readonly plan: Plan; readonly renewal: Renewal }> {
  const { project, adopted } = target;
  const name = target.label(adopted === undefined ? checklist : `${adopted}/${checklist}`);
  const entry = (await project.read([checklist])).get(checklist);
  if (entry === undefined)
    throw new UserError({
      where: name,
      what: 'there is no checklist to renew',
      fix: findWayBack(target, environment),
    });
  if (acknowledged !== undefined) await acknowledgeEvidence(project, acknowledged, environment);
  const notes: string[] = [];
  const rendered = await readRendered(target);
  const { text, absent } = restoreRows(entry.text, rendered);
  const entries = await findEntries(target, results, environment, text, (line) => notes.push(line));
  const next = updateChecklist(text, new Map([...rendersAgain(text, rendered), ...entries]));
  const restored = text === entry.text ? [] : absent;
  const renewal = { name, notes, restored, ...describeRenewed(former ?? entry.text, next) };
  if (next === entry.text) return { plan: [], renewal };
  return {
    renewal,
    plan: [
      {
        path: checklist,
        action: 'update',
        reason: 'boxes and evidence renewed',
        ownership: 'shared',
        current: entry,
        next: { ...entry, text: next },
      },
    ],
  };
}

function describeRenewed(former: string, next: string): Pick<Renewal, 'lines' | 'lost'> {
  const before = new Set(former.split('\n'));
  const lost = groupBy(findLostTicks(former, next), ({ why }) => why);
  return {
    lines: next.split('\n').filter((line) => !before.has(line)).length,
    lost: new Map([...lost].map(([why, rows]) => [why, rows.map(({ key }) => key)])),
  };
}

/** Whether it holds projects of their own, which have their checklists, and is none itself: files beside them that are judged, and that nobody signs for. */
export async function isBesideProjects({ project, adopted, others = [] }: CheckTarget): Promise<boolean> {
  if (adopted !== undefined || !others.some((path) => path.endsWith('/'))) return false;
  const found = await project.read([checklist]);
  return !found.has(checklist) && !isThere(`${project.root}/${BASELINE_FILE}`);
}

/** The checklist as it was last rendered; empty where nothing tells. */
export async function readRendered({ project }: CheckTarget): Promise<string> {
  const baseline = (await project.read([BASELINE_FILE])).get(BASELINE_FILE);
  if (baseline === undefined) return '';
  try {
    return parseBaseline(baseline.text).files.get(checklist)?.text ?? '';
  } catch (error) {
    // What is wrong with it, `upgrade` says.
    if (error instanceof UserError) return '';
    throw error;
  }
}

/** A project that was made once has its checklist back by name alone: `create` leaves what somebody deleted away. */
function findWayBack({ project: { root } }: CheckTarget, { cwd }: Environment): string {
  return isThere(`${root}/${BASELINE_FILE}`)
    ? nameFolder(`bring it back: tre-container upgrade --restore ${checklist}`, pathFrom(cwd, root))
    : 'make one: tre-container create writes it with the other files of a project';
}

/** What is known of the rows of a checklist: by the verdicts, by the last rehearsal, and of which nothing is. `tell` gets a line about a record that cannot be read. */
export async function findEntries(
  target: CheckTarget,
  results: CheckReport['results'],
  environment: Environment,
  text: string,
  tell: (line: string) => void,
): Promise<ChecklistEntries> {
  const rehearsed = await readRehearsalEntries(target, environment, tell);
  const known = new Map([...checklistEntries(results, governanceQuestions), ...rehearsed]);
  return new Map([...known, ...unprovedEntries(text, known, governanceQuestions)]);
}
