import type { ImportRoot, PackageList } from '../../model/adopt/repository-facts.ts';
import type { Location } from '../../model/check/rule.ts';
import type { Import, ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ModuleLayout } from '../../model/adopt/surveyed-language.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { endingWith } from '../../parse/adopt/paths-by-end.ts';
import { foldName } from '../../shared/fold-name.ts';

/** What tells a module of the repository from one of a library. */
interface Known {
  /** Files of the person's own. */
  readonly paths: ReadonlySet<string>;
  readonly lists: readonly PackageList[];
  readonly languages: SurveyKnowledge['languages'];
}

/**
 * Folders below the root, with a closing slash, that programs import modules of the repository from, and in which their language does not look by
 * itself: `src/` of Python. Each with the first import of each program that shows it, sorted.
 */
export function findImportRoots(programs: readonly ProgramFacts[], known: Known): ImportRoot[] {
  const listed = new Set(known.lists.flatMap(({ packages }) => packages.map(({ name }) => foldName(name))));
  const found = new Map<string, Location[]>();
  for (const { path, language, imports } of programs) {
    const { modules, imports: habits } = known.languages[language];
    if (modules === undefined || habits === undefined) continue;
    const own = path.slice(0, path.lastIndexOf('/') + 1);
    for (const each of imports) {
      const top = each.name.split(habits.separator)[0] ?? '';
      if (top === '' || habits.standard.has(top)) continue;
      const root =
        each.files.length > 0
          ? rootOf(each, each.files, modules)
          : listed.has(foldName(top))
            ? ''
            : rootAmong(each, known.paths, modules);
      if (root === '' || root === own) continue;
      const places = found.get(root) ?? [];
      if (places.at(-1)?.file !== path) places.push({ file: path, line: each.line });
      found.set(root, places);
    }
  }
  return [...found]
    .flatMap(([what, places]) => places.slice(0, 1).map((location) => ({ what, location, places })))
    .toSorted((a, b) => (a.what < b.what ? -1 : 1));
}

/** The folder from which an import leads to one of the files; empty for the repository's root, or where none fits. */
function rootOf(wanted: Import, files: readonly string[], layout: ModuleLayout): string {
  const some = files.slice(0, mostNames);
  for (const tail of tailsOf(wanted, layout)) {
    const file = some.find((path) => path === tail || path.endsWith(`/${tail}`));
    if (file !== undefined) return file.slice(0, -tail.length);
  }
  return '';
}

/** Files that an import may lead to, seen from the folder that Python looks in: what it takes from a module may be one, too. */
function tailsOf({ name, members }: Import, { files }: ModuleLayout): readonly string[] {
  const parts = name.split('.').slice(0, deepest);
  const names = [
    ...members.slice(0, mostNames).map((member) => [...parts, member]),
    ...parts.map((_, at) => parts.slice(0, at + 1)),
  ];
  return names.flatMap((each) => files.map((file) => file.replace('{name}', () => each.join('/'))));
}

/** Names that one import takes from a module, beyond which none says more. */
const mostNames = 50;
/** Parts of a name beyond which no folder is looked up: packages do not lie so deep. */
const deepest = 12;

/** The same where only one folder of the repository has such a module, as of a layout that only a `setup.py` explains. */
function rootAmong(wanted: Import, paths: ReadonlySet<string>, layout: ModuleLayout): string {
  const roots = new Set(
    tailsOf(wanted, layout).flatMap((tail) => endingWith(paths, tail).map((path) => path.slice(0, -tail.length))),
  );
  const [root] = roots;
  return roots.size === 1 && root !== undefined ? root : '';
}
