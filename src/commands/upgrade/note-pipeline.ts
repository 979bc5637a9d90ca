import { folderInRepository, textThatStarts } from '../../io/git/find-repository.ts';
import type { Plan } from '../../model/upgrade/plan.ts';

/** A pipeline of GitLab's that is new in a folder of a repository starts by nothing but a job that the person adds at the root. */
export function notePipeline(plan: Plan, root: string): readonly string[] {
  const isNew = plan.some(({ path, action }) => path === 'gitlab-ci.yml' && action === 'create');
  const folder = folderInRepository(root);
  if (!isNew || folder === undefined || textThatStarts(root, `${folder}/gitlab-ci.yml`) !== undefined) return [];
  return [
    `GitLab starts nothing of ${folder}/gitlab-ci.yml by itself: add the job that stands at its head to the .gitlab-ci.yml at the root of the repository`,
  ];
}
