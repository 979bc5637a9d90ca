import { pathFrom } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { ProjectFiles } from '../../model/ports.ts';

/**
 * A note where files that a plan changes hold something that is not committed: an upgrade is easier to read by itself. Nothing without git. `cwd`: where the command was
 * typed, from which the files are named, since another of their names may lie there.
 */
export async function warnOfChanges(
  project: ProjectFiles,
  plan: Plan,
  { cwd }: Pick<Environment, 'cwd'>,
): Promise<string[]> {
  const changed = plan.filter(({ action, next }) => next !== undefined || action === 'delete' || action === 'conflict');
  const changes = await project.uncommitted(changed.map(({ path }) => path));
  if (changes.length === 0) return [];
  const folder = pathFrom(cwd, project.root);
  const seen = changes.map((path) => (folder === '.' ? path : `${folder}/${path}`));
  const list = seen.slice(0, 3).join(', ') + (changes.length > 3 ? ', ...' : '');
  return [
    `warning: ${changes.length} of the files that this changes ${changes.length === 1 ? 'has' : 'have'} changes that are not committed (${list}). Nothing of them gets lost; commit first to see the upgrade by itself, or say --force`,
  ];
}
