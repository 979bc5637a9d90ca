import { bases } from '../../catalog/bases.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';

/**
 * After a change of base: a lock that was answered and is answered no more, and one that lies beside the Dockerfile and that the new base could install. What was locked is
 * not unlocked without a word.
 */
export async function describeLocks(
  earlier: AnswersInput | undefined,
  { base, packages }: Answers,
  project: Pick<ProjectFiles, 'read'>,
): Promise<readonly string[]> {
  const old = Object.values(bases).find(({ name }) => name === earlier?.['base']);
  if (old === undefined || old.name === base) return [];
  const before = [earlier?.['packages'] ?? []].flat().map(String);
  const was = before.find((each) => old.language.listing?.locks.test(each) === true && !packages.includes(each));
  const left =
    was === undefined
      ? []
      : [
          `packages: ${was} was set for ${old.name}; now none is: what it names is not installed; with the base ${old.name} again: --set base=${old.name} --set packages=${was}`,
        ];
  const { locks, lock } = bases[base].language.listing ?? {};
  const isLocked = packages.some((each) => locks?.test(each) === true);
  if (lock === undefined || isLocked || lock === was || !(await project.read([lock])).has(lock)) return left;
  return [
    ...left,
    `packages: ${lock} lies in the project, and is not what is installed; to install what it names: --set packages=${lock}`,
  ];
}
