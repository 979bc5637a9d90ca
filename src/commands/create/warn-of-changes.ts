import type { ProjectFiles } from '../../model/ports.ts';

/** A note where a git working tree has changes that are not committed: an upgrade is easier to read by itself. Nothing without git. */
export async function warnOfChanges(project: ProjectFiles): Promise<string[]> {
  const changes = await project.uncommitted();
  if (changes.length === 0) return [];
  const list = changes.slice(0, 3).join(', ') + (changes.length > 3 ? ', ...' : '');
  return [
    `warning: ${changes.length} ${changes.length === 1 ? 'file has' : 'files have'} changes that are not committed (${list}). Nothing of them gets lost; commit first to see the upgrade by itself, or say --force`,
  ];
}
