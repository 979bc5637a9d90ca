import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { moduleOf, resolveProgram } from '../../../parse/adopt/resolve-program.ts';
import { withUsed } from '../../survey/survey-programs.ts';

/** Whether a file is started by these words, or used by a program that is. */
export function startedBy(
  { programs }: Pick<RepositoryFacts, 'programs'>,
  start: readonly string[],
): (file: string) => boolean {
  const said = new Set(start.flatMap((word) => word.split(/[\s'"()=]+/)).map((word) => word.replace(/^\.\//, '')));
  const started = programs.flatMap(({ path }) => (said.has(path) ? [path] : []));
  const module = moduleOf(start) && resolveProgram(start, new Set(programs.map(({ path }) => path)));
  const reached = withUsed(new Set(module === undefined ? started : [...started, module]), programs);
  return (file) => reached.has(file);
}
