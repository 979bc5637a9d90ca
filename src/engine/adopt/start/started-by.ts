import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { moduleOf, resolveProgram } from '../../../parse/adopt/resolve-program.ts';
import { withUsed } from '../../survey/survey-programs.ts';

type Programs = Pick<RepositoryFacts, 'programs' | 'modules'>;

/** Whether a file is started by these words, or used by a program that is. */
export function startedBy(facts: Programs, start: readonly string[]): (file: string) => boolean {
  const { programs } = facts;
  const said = new Set(start.flatMap((word) => word.split(/[\s'"()=]+/)).map((word) => word.replace(/^\.\//, '')));
  const started = programs.flatMap(({ path }) => (said.has(path) ? [path] : []));
  const reached = withAllUsed([...started, ...startedModules(facts, start)], facts);
  return (file) => reached.has(file);
}

/** What `python -m` starts, and what makes packages of the folders in which that lies, which runs before it. */
export function startedModules({ programs, modules }: Programs, words: readonly string[]): readonly string[] {
  const module = moduleOf(words) && resolveProgram(words, new Set(programs.map(({ path }) => path)));
  if (module === undefined) return [];
  const above = modules.filter(({ path }) => module.startsWith(path.slice(0, path.lastIndexOf('/') + 1) || '/'));
  return [module, ...above.map(({ path }) => path)];
}

/** Programs with all that they use, also through what is no program itself. */
export function withAllUsed(started: readonly string[], { programs, modules }: Programs): ReadonlySet<string> {
  return withUsed(new Set(started), [
    ...programs.map(({ path, usedBy, throughPackage = [] }) => ({ path, usedBy: [...usedBy, ...throughPackage] })),
    ...modules,
  ]);
}
