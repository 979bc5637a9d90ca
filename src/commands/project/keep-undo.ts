import type { ProjectFiles } from '../../model/ports.ts';
import type { Plan } from '../../model/upgrade/plan.ts';

const checklist = 'CHECKLIST.md';

/** How a renewed checklist is applied: it is no edit of a person's, for which undoing the last write would be refused, and goes back with that. Nothing for any other plan. */
export async function keepUndo(
  project: Pick<ProjectFiles, 'undoPoint'>,
  plan: Plan,
): Promise<{ readonly alsoUndo: string } | undefined> {
  if (plan.length === 0 || plan.some(({ path }) => path !== checklist)) return undefined;
  const point = await project.undoPoint();
  const isLastWritten = point?.paths.includes(checklist) === true && !point.edited.includes(checklist);
  return isLastWritten ? { alsoUndo: 'a renewed checklist' } : undefined;
}
