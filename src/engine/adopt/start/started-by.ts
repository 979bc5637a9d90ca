import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
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

/** What was found at places of programs, with that first which these words start, then what such a program uses: the reason that somebody looks up. */
export function startedFirst<T extends Pick<PlaceFact, 'location'>>(
  found: readonly T[],
  facts: Programs,
  start: readonly string[],
): readonly T[] {
  const isStarted = startedBy(facts, start);
  const isNamed = new Set(start.flatMap((word) => word.split(/[\s'"()=]+/)).map((word) => word.replace(/^\.\//, '')));
  const rank = ({ location: { file } }: T): number => (isNamed.has(file) ? 0 : isStarted(file) ? 1 : 2);
  return found.toSorted((one, other) => rank(one) - rank(other));
}

/** What `python -m` starts, and what makes packages of the folders in which that lies, which runs before it. */
export function startedModules({ programs, modules }: Programs, words: readonly string[]): readonly string[] {
  const module = moduleOf(words) && resolveProgram(words, new Set(programs.map(({ path }) => path)));
  if (module === undefined) return [];
  const above = modules.filter(({ path }) => module.startsWith(path.slice(0, path.lastIndexOf('/') + 1) || '/'));
  return [module, ...above.map(({ path }) => path)];
}

/** Programs with all that they use, also through what is no program itself, or by a name that they compute. */
export function withAllUsed(started: readonly string[], { programs, modules }: Programs): ReadonlySet<string> {
  const loaded = [...programs, ...modules].flatMap(({ path, mayLoad = [] }) =>
    mayLoad.map((each) => ({ path: each, usedBy: [path] })),
  );
  return withUsed(new Set(started), [
    ...programs.map(({ path, usedBy, throughPackage = [] }) => ({ path, usedBy: [...usedBy, ...throughPackage] })),
    ...modules,
    ...loaded,
  ]);
}
