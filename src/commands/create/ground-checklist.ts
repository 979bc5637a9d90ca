import { governanceQuestions } from '../../catalog/governance-questions.ts';
import type { Environment } from '../../model/command.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { CheckTarget } from '../check/open-project-folder.ts';

const checklist = 'CHECKLIST.md';

/**
 * The plan with a checklist that rests on the files as the plan leaves them: the rendered one speaks of rendered files, and a merge, an answer
 * to a conflict or a person's programs make others of them. A new project that is written as rendered needs no second look.
 */
export async function groundChecklist(
  plan: Plan,
  rendered: RenderedTree,
  project: ProjectFiles,
  environment: Environment,
): Promise<Plan> {
  if (plan.every((each) => isAsRendered(each, rendered))) return plan;
  return rewriteChecklist(plan, environment, async () => {
    const { openProjectFolder, ownPart } = await import('../check/open-project-folder.ts');
    return ownPart(await openProjectFolder(project.root, environment));
  });
}

/**
 * The checklist of a folder that adopt writes, by the files as `check` reads them: the survey reads no data, and leaves out what git ignores. `name`: the
 * folder's; whoever calls knows that the repository above is the person's.
 */
export async function groundAdopted(
  plan: Plan,
  name: string,
  project: ProjectFiles,
  environment: Environment,
): Promise<Plan> {
  const [{ openAbove }, { parseStateFile, STATE_FILE }] = await Promise.all([
    import('../check/open-project-folder.ts'),
    import('../../parse/records/state-file.ts'),
  ]);
  const record = plan.find(({ path }) => path === STATE_FILE);
  const state = parseStateFile((record?.next ?? record?.current)?.text ?? '');
  return rewriteChecklist(plan, environment, async () => openAbove(project.root, { name, state }, environment));
}

/** The same for a plan that would write the checklist: it may be as the files are already, and then nothing of it is written. */
export async function groundWritten(
  plan: Plan,
  rendered: RenderedTree,
  project: ProjectFiles,
  environment: Environment,
): Promise<Plan> {
  const entry = plan.find(({ path }) => path === checklist);
  return entry?.action === 'merge' || entry?.action === 'update'
    ? groundChecklist(plan, rendered, project, environment)
    : plan;
}

async function rewriteChecklist(plan: Plan, environment: Environment, open: () => Promise<CheckTarget>): Promise<Plan> {
  const entry = plan.find(({ path }) => path === checklist);
  const before = entry?.next ?? entry?.current;
  if (entry === undefined || before === undefined || entry.leftOut !== undefined) return plan;
  if (entry.action === 'conflict' && entry.next === undefined) return plan; // another's file of that name
  const text = await renew(before.text, plan, await open(), environment);
  return text === before.text ? plan : plan.map((each) => (each === entry ? rewrite(entry, before, text) : each));
}

/** Loaded where there is something to judge: to make a new project takes none of it. */
async function renew(text: string, plan: Plan, found: CheckTarget, environment: Environment): Promise<string> {
  const [{ judgeTarget }, { readRehearsalEntries }, { checklistEntries }, { updateChecklist }, { unprovedEntries }] =
    await Promise.all([
      import('../check/judge-target.ts'),
      import('../rehearsal/read-rehearsal-entries.ts'),
      import('../../engine/checklist/checklist-entries.ts'),
      import('../../engine/checklist/checklist.ts'),
      import('../../engine/checklist/unproved-entries.ts'),
    ]);
  const target = { ...found, files: overlay(found, plan) };
  const { results } = await judgeTarget(target, target.files);
  const rehearsed = await readRehearsalEntries(target, environment, () => undefined);
  const known = new Map([...checklistEntries(results, governanceQuestions), ...rehearsed]);
  return updateChecklist(text, new Map([...known, ...unprovedEntries(text, known, governanceQuestions)]));
}

/** A new file that is written as it was rendered. What is not rendered is a record. */
function isAsRendered({ path, current, next }: PlanEntry, rendered: RenderedTree): boolean {
  const file = rendered.get(path);
  return current === undefined && (file === undefined || next?.text === file.text);
}

/** The files as the plan leaves them, by their paths from where they are judged. */
function overlay({ files, adopted, folder = '' }: CheckTarget, plan: Plan): readonly ProjectFile[] {
  const after = new Map(files.map((file) => [file.path, file]));
  const prefix = adopted === undefined ? '' : `${adopted}/`;
  for (const { path: place, action, next } of plan) {
    const path = isPlacedPath(place) ? (folder === '' ? place.slice(REPOSITORY_PREFIX.length) : place) : prefix + place;
    if (action === 'delete') after.delete(path);
    else if (next !== undefined)
      after.set(path, { path, text: next.text, executable: next.executable, size: next.text.length });
  }
  return [...after.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function rewrite(entry: PlanEntry, before: FileEntry, text: string): PlanEntry {
  if (text === entry.current?.text) {
    const { next: _, ...rest } = entry;
    return { ...rest, action: 'unchanged', reason: 'its boxes and evidence are as the files are' };
  }
  const changed = entry.next === undefined ? { action: 'update' as const, reason: 'boxes and evidence renewed' } : {};
  return { ...entry, ...changed, next: { ...before, text } };
}
