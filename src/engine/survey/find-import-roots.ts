import type { PackageList, PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { Import, ProgramFacts } from '../../model/programs/program-facts.ts';

/** What tells a module of the repository from one of a library. */
interface Known {
  /** Files of the person's own. */
  readonly paths: readonly string[];
  readonly lists: readonly PackageList[];
  readonly pythonStandard: ReadonlySet<string>;
}

/**
 * Folders below the root, with a closing slash, that Python programs import modules of the repository from, and in which Python does not look by
 * itself: `src/`. Each with the first import that shows it, sorted.
 */
export function findImportRoots(programs: readonly ProgramFacts[], known: Known): PlaceFact[] {
  const listed = new Set(known.lists.flatMap(({ packages }) => packages.map(({ name }) => plain(name))));
  const modules = known.paths.filter((path) => path.endsWith('.py'));
  const found = new Map<string, PlaceFact>();
  for (const { path, language, imports } of programs) {
    if (language !== 'python') continue;
    const own = path.slice(0, path.lastIndexOf('/') + 1);
    for (const each of imports) {
      const top = each.name.split('.')[0] ?? '';
      if (top === '' || known.pythonStandard.has(top)) continue;
      const root =
        each.files.length > 0 ? rootOf(each, each.files) : listed.has(plain(top)) ? '' : rootAmong(each, modules);
      if (root === '' || root === own || found.has(root)) continue;
      found.set(root, { what: root, location: { file: path, line: each.line } });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.what < b.what ? -1 : 1));
}

/** The folder from which an import leads to one of the files; empty for the repository's root, or where none fits. */
function rootOf({ name, members }: Import, files: readonly string[]): string {
  const parts = name.split('.');
  const names = [...members.map((member) => [...parts, member]), ...parts.map((_, at) => parts.slice(0, at + 1))];
  for (const each of names)
    for (const end of ['.py', '/__init__.py']) {
      const tail = each.join('/') + end;
      const file = files.find((path) => path === tail || path.endsWith(`/${tail}`));
      if (file !== undefined) return file.slice(0, -tail.length);
    }
  return '';
}

/** The same where only one folder of the repository has such a module, as of a layout that only a `setup.py` explains. */
function rootAmong(wanted: Import, modules: readonly string[]): string {
  const top = wanted.name.split('.')[0] ?? '';
  const files = modules.filter((path) => path.includes(`/${top}/`) || path.endsWith(`/${top}.py`));
  const roots = new Set(files.map((file) => rootOf(wanted, [file])).filter((root) => root !== ''));
  const [root] = roots;
  return roots.size === 1 && root !== undefined ? root : '';
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
