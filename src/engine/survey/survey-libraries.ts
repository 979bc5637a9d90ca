import type { LibraryUse, PackageList, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { ImportHabits } from '../../model/adopt/surveyed-language.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf } from '../../model/programs/value.ts';
import { foldName } from '../../shared/fold-name.ts';

/** Libraries that programs import, by the name of their package, the first place of each. `local` are module names of the repository itself. */
export function listImports(
  programs: readonly ProgramFacts[],
  languages: SurveyKnowledge['languages'],
  local: ReadonlySet<string>,
): LibraryUse[] {
  const found = new Map<string, LibraryUse[]>();
  const add = (use: LibraryUse): void => {
    const uses = found.get(`${use.language} ${use.name}`) ?? [];
    found.set(`${use.language} ${use.name}`, uses);
    const own = uses.findIndex(({ location }) => location.file === use.location.file);
    if (own < 0) uses.push(use);
    else if (isSurer(use, uses[own])) uses[own] = use;
  };
  for (const { path, language, imports, calls } of programs) {
    const habits = languages[language].imports;
    if (habits === undefined) continue;
    const { separator, standard, ownFiles, file } = habits;
    for (const { name, files, line, isTried } of imports) {
      if (files.length > 0 || name.startsWith('.') || /[/\\]/.test(name)) continue;
      const top = name.split(separator)[0] ?? name;
      if (standard.has(top) || (ownFiles && local.has(top)) || file?.test(name) === true) continue;
      add({
        language,
        name: packageOf(top, habits),
        location: { file: path, line },
        ...(isTried === true ? { isTried } : {}),
      });
    }
    for (const call of calls)
      for (const name of namedBy(call, habits))
        if (!standard.has(name)) add({ language, name, location: { file: path, line: call.line } });
  }
  return [...found.values()].flatMap((uses) => joinUses(uses) ?? []);
}

function isSurer(use: LibraryUse, than: LibraryUse | undefined): boolean {
  return than?.isTried === true && use.isTried !== true;
}

/** Of the uses of one library the first that is sure, with the places of all. */
export function joinUses(uses: readonly LibraryUse[]): LibraryUse | undefined {
  const first = uses.find(({ isTried }) => isTried !== true) ?? uses[0];
  if (first === undefined || uses.length === 1) return first;
  const places = uses.map(({ location, isTried }) => ({ location, ...(isTried === true ? { isTried } : {}) }));
  return { ...first, places };
}

/** Imports that programs do without, and that no list of the repository names: whether somebody wants them the files do not tell. */
export function findOptional(
  { imports, lists }: Pick<RepositoryFacts, 'imports' | 'lists'>,
  sameAs: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<LibraryUse> {
  return new Set(
    imports.filter((use) => {
      const own = lists.filter(({ language }) => language === use.language);
      return use.isTried === true && own.length > 0 && own.every((list) => findLacking([use], list, sameAs).length > 0);
    }),
  );
}

/** Libraries that a call names: in front of its callee, or as what it loads. */
function namedBy({ callee, named, positional }: Call, { qualified, loaders = [] }: ImportHabits): readonly string[] {
  const front = qualified?.exec(callee)?.[1];
  const loader = loaders.find((each) => each.callee.test(callee));
  const listed = typeof loader?.argument === 'number' ? positional[loader.argument] : named.get(loader?.argument ?? '');
  return [
    ...(front === undefined ? [] : [front]),
    ...(loader?.packages ?? []),
    ...(listed?.kind === 'list' ? listed.items.flatMap((item) => textOf(item) ?? []) : []),
  ];
}

function packageOf(module: string, { packages }: ImportHabits): string {
  return packages === undefined ? module : (packages.get(module) ?? module.toLowerCase().replaceAll('_', '-'));
}

/** Imports that a list does not name, by itself or by a package that brings them. */
export function findLacking(
  imports: readonly LibraryUse[],
  list: Pick<PackageList, 'packages'> & Pick<LibraryUse, 'language'>,
  sameAs: ReadonlyMap<string, readonly string[]>,
): LibraryUse[] {
  const named = new Set(list.packages.map(({ name }) => foldName(name)));
  return imports.filter(
    ({ name, language }) =>
      language === list.language &&
      !named.has(foldName(name)) &&
      sameAs.get(name)?.some((other) => named.has(foldName(other))) !== true,
  );
}
