import { findProjectAbove, isProject, namesIn, pathFrom } from '../../io/project/find-projects.ts';
import { UserError } from '../../model/errors.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { nameProjectsBelow } from '../project/choose-targets.ts';
import { explainLostRecord } from '../upgrade/open-upgradable.ts';

/** A project inside a project is seldom meant: whoever wants one names its folder. */
export async function refuseInside(cwd: string, answers = ''): Promise<void> {
  const above = isProject(cwd) ? undefined : findProjectAbove(cwd);
  if (above === undefined) return;
  const shown = shellWord(pathFrom(cwd, above));
  const { findOwnPrograms } = await import('../adopt/find-own-programs.ts');
  const here = findOwnPrograms(cwd) === undefined ? '; to make one here all the same: tre-container create .' : '';
  throw new UserError({
    where: cwd,
    what: `this folder lies in the project ${shown}`,
    why: 'A project of its own here would be one inside the other.',
    fix: `to give that one other answers: tre-container create ${shown}${answers}${here}`,
  });
}

/** What whoever changes an answer may have meant who stands in a folder of a project; nothing where no project is above. */
export function nameProjectAbove(root: string, cwd: string, answers: string): string | undefined {
  const above = root === cwd ? findProjectAbove(root) : undefined;
  if (above === undefined) return undefined;
  const shown = shellWord(pathFrom(cwd, above));
  return `the project above is ${shown}; to give that one other answers: tre-container create ${shown}${answers}`;
}

/** Programs below a project are that project's: a container of their own is not what is missing. */
function refuseBelow(destination: string, above: string, answers: string): never {
  throw new UserError({
    where: destination,
    what: `this folder has programs, and lies in the project ${above}`,
    why: 'A project of its own here would be one inside the other.',
    fix: `to give that one other answers: tre-container create ${above}${answers}`,
  });
}

/**
 * Refuses to make a new project where one was, around others, or beside somebody's own programs: its image would hold none of those. `target`: the
 * folder as it was named; whoever names one may mean to make a project around others. `isGivenAnew`: the base is given, as to a project that lost its record;
 * `answers`: as they were typed, with a space before.
 */
export async function refuseWrongPlace(
  root: string,
  target: string | undefined,
  cwd: string,
  { isGivenAnew, answers }: { readonly isGivenAnew: boolean; readonly answers: string },
): Promise<void> {
  const destination = target ?? '.';
  const lost = explainLostRecord(root, cwd);
  if (lost !== undefined && isGivenAnew) return;
  if (lost !== undefined) throw new UserError(lost);
  const below = nameProjectsBelow(root, cwd, 'tre-container create');
  if (target === undefined && below !== undefined)
    throw new UserError({
      where: cwd,
      what: 'projects of tre-container lie below this folder',
      why: 'A project here would be one around them.',
      fix: `to give one of them other answers, ${below}; for another one, name its folder: tre-container create NAME`,
    });
  if (namesIn(root).every((name) => name === '.git')) return;
  const { findOwnPrograms } = await import('../adopt/find-own-programs.ts');
  const found = findOwnPrograms(root);
  if (found === undefined) return;
  const above = findProjectAbove(root);
  if (above !== undefined) refuseBelow(destination, shellWord(pathFrom(cwd, above)), answers);
  if (below !== undefined)
    throw new UserError({
      where: destination,
      what: `the programs in this folder (${found}) are those of the projects in it, or lie beside them`,
      why: 'A new project brings a starter program, and its image would hold none of them.',
      fix: `to give one of them other answers, ${below}; for another one, name its folder: tre-container create NAME`,
    });
  throw new UserError({
    where: destination,
    what: `this folder has programs of your own (${found})`,
    why: 'A new project brings a starter program, and its image would hold none of yours.',
    fix: `start from what is there: tre-container adopt ${shellWord(destination)}`,
  });
}

/** Markers need what both sides started from, which only a project of ours records. */
export function refuseMarkers(destination: string): never {
  throw new UserError({
    where: '--on-conflict markers',
    what: `${destination} is no project yet, so nothing records which lines of a file are yours`,
    fix: '--on-conflict yours (your lines where they collide), theirs (the generated ones) or ask',
  });
}
