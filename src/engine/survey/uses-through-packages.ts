import type { ProgramSurvey, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { SurveyedLanguage } from '../../model/adopt/surveyed-language.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { loadsByName } from '../../parse/adopt/loads-by-name.ts';

type Facts = ReadonlyMap<string, readonly ProgramFacts[]>;

/** Path -> programs that import something which is no program itself (a package's `__init__.py`, one of `passed`) that imports it, by however many such files. */
export function usesThroughPackages(
  facts: Facts,
  passed: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  const importsOf = (path: string): readonly string[] =>
    (facts.get(path) ?? []).flatMap(({ imports }) => imports.flatMap(({ files }) => files));
  const add = (file: string, by: string): void => void uses.set(file, (uses.get(file) ?? new Set()).add(by));
  for (const path of facts.keys()) {
    if (passed.has(path)) continue;
    const entered = new Set(importsOf(path).filter((file) => passed.has(file)));
    for (const each of entered) {
      add(each, path);
      for (const file of importsOf(each))
        // What is entered on the way is looked at too.
        if (passed.has(file)) entered.add(file);
        else if (file !== path) add(file, path);
    }
  }
  return uses;
}

/** Files that are no programs by their names, though programs may import them. */
export function listNoPrograms(paths: readonly string[], languages: readonly SurveyedLanguage[]): ReadonlySet<string> {
  return new Set(
    paths.filter((path) => languageOf(path) !== undefined && languages.some(({ besides }) => besides?.test(path))),
  );
}

/**
 * Those of them that run with a program that is none of the side: what programs import, and the own files of packages (`mark`), which run with any module
 * of theirs; with what these and the programs hold, as it was read.
 */
export function surveyModules(
  read: Facts,
  languages: readonly SurveyedLanguage[],
  all: readonly ProgramSurvey[],
): { readonly modules: RepositoryFacts['modules']; readonly facts: readonly ProgramFacts[] } {
  const programs = all.filter(({ isSide }) => !isSide);
  const wanted = new Set(programs.map(({ path }) => path));
  const marks = new Set(languages.flatMap(({ modules }) => modules?.mark ?? []));
  const passed = listNoPrograms([...read.keys()], languages);
  const uses = usesThroughPackages(read, passed);
  const paths = new Set(read.keys());
  const modules = [...passed].toSorted().flatMap((path): RepositoryFacts['modules'] => {
    const usedBy = [...(uses.get(path) ?? [])].toSorted();
    const isOfPackage = marks.has(path.slice(path.lastIndexOf('/') + 1)) && !isSidePath(path);
    if (!isOfPackage && !usedBy.some((by) => wanted.has(by))) return [];
    return [{ path, usedBy, ...(read.has(path) ? describeOpen(read.get(path), paths) : {}) }];
  });
  return { modules, facts: [...programs, ...modules].flatMap(({ path }) => read.get(path) ?? []) };
}

/** Whether a program loads what no text of it names, or could not be read, with the line where it is known. */
export function describeOpen(
  read: readonly ProgramFacts[] = [],
  paths: ReadonlySet<string>,
): Pick<ProgramSurvey, 'isOpen' | 'openAt' | 'mayLoad'> {
  const open = read.find(({ dynamic, unread }) => dynamic !== undefined || unread !== undefined);
  if (read.length > 0 && open === undefined) return {};
  const line = open?.dynamic?.line;
  const at = line === undefined ? {} : { openAt: line };
  const mayLoad = open === undefined ? undefined : loadsByName(open, paths);
  return mayLoad === undefined ? { isOpen: true, ...at } : { mayLoad, ...at };
}
