import { governanceQuestions } from '../../catalog/governance-questions.ts';
import type { Environment } from '../../model/command.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';

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
  const entry = plan.find(({ path }) => path === checklist);
  const before = entry?.next ?? entry?.current;
  if (entry === undefined || before === undefined || entry.action === 'conflict') return plan;
  if (plan.every(({ current, next, path }) => current === undefined && next?.text === rendered.get(path)?.text))
    return plan;
  const text = await renew(before.text, plan, project, environment);
  return text === before.text ? plan : plan.map((each) => (each === entry ? rewrite(entry, before, text) : each));
}

/** Loaded where there is something to judge: to make a new project takes none of it. */
async function renew(text: string, plan: Plan, project: ProjectFiles, environment: Environment): Promise<string> {
  const [{ openCheckTargets }, { judgeTarget }, { readRehearsalEntries }, { checklistEntries }, { updateChecklist }] =
    await Promise.all([
      import('../check/open-check-targets.ts'),
      import('../check/judge-target.ts'),
      import('../rehearsal/read-rehearsal-entries.ts'),
      import('../../engine/checklist/checklist-entries.ts'),
      import('../../engine/checklist/checklist.ts'),
    ]);
  for await (const found of openCheckTargets([project.root], environment)) {
    if ('what' in found) return text;
    const prefix = found.adopted === undefined ? '' : `${found.adopted}/`;
    const target = { ...found, files: overlay(found.files, plan, prefix) };
    const { results } = await judgeTarget(target, target.files);
    const rehearsed = await readRehearsalEntries(target, environment, () => undefined);
    return updateChecklist(text, new Map([...checklistEntries(results, governanceQuestions), ...rehearsed]));
  }
  return text;
}

/** The files as the plan leaves them. */
function overlay(files: readonly ProjectFile[], plan: Plan, prefix: string): readonly ProjectFile[] {
  const after = new Map(files.map((file) => [file.path, file]));
  for (const { path: place, action, next } of plan) {
    const path = place.startsWith('repository:') ? place : prefix + place;
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
