import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import { parentFolder } from '../../../shared/parent-folder.ts';
/** The files of a project, for finding what an import means. */
export interface FileIndex {
  readonly paths: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** Folders that packages lie in by what the project says: those with a pyproject.toml or setup.py, and `src` in them. With a closing `/`, empty for the project itself. */
  readonly roots: readonly string[];
}

/** `further`: folders that an image names for Python to look in, each with a closing `/`. */
export function indexFiles(paths: Iterable<string>, further: readonly string[] = []): FileIndex {
  const all = new Set(paths);
  const folders = new Set<string>();
  for (const path of all) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const declared = [...all]
    .filter((path) => /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(path))
    .map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  const roots = [...new Set(['', ...declared])].flatMap((root) =>
    folders.has(`${root}src`) ? [root, `${root}src/`] : [root],
  );
  return { paths: all, folders, roots: [...new Set([...roots, ...further])] };
}

/** What an import of `name`, with `level` dots before it, in the file `from` means; nothing for a library. */
export function locateModule(
  { paths, folders, roots }: FileIndex,
  from: string,
  name: string,
  level: number,
): { readonly file?: string; readonly folder?: string } | undefined {
  const own = from.slice(0, from.lastIndexOf('/') + 1);
  const below = name.replaceAll('.', '/');
  const find = (root: string): { file?: string; folder?: string } | undefined => {
    const place = below === '' ? root.replace(/\/$/, '') : root + below;
    const initial = place === '' ? '__init__.py' : `${place}/__init__.py`;
    if (below !== '' && paths.has(`${place}.py`)) return { file: `${place}.py` };
    if (paths.has(initial)) return { file: initial, folder: place };
    return folders.has(place) || place === '' ? { folder: place } : undefined;
  };
  if (level > 0) {
    let root = own;
    for (let up = 1; up < level; up += 1) root = parentFolder(root);
    return find(root);
  }
  if (name === '') return undefined;
  let folderOnly: { folder?: string } | undefined;
  for (const root of searched(own, roots)) {
    const found = find(root);
    if (found?.file !== undefined) return found;
    // A folder of this name that holds no Python is no package.
    if (found?.folder !== undefined && holdsPython(paths, found.folder)) folderOnly ??= found;
  }
  return folderOnly;
}

/** The folder of the script, those above it, then where packages lie. */
function searched(own: string, roots: readonly string[]): ReadonlySet<string> {
  const above: string[] = [];
  for (let folder = own; ; folder = parentFolder(folder)) {
    above.push(folder);
    if (folder === '') break;
  }
  return new Set([...above, ...roots]);
}

function holdsPython(paths: ReadonlySet<string>, folder: string): boolean {
  for (const path of paths) if (path.startsWith(`${folder}/`) && path.endsWith('.py')) return true;
  return false;
}

/** The programs of Python in a folder beside the file `from`, and below it. */
export function programsIn({ paths }: FileIndex, from: string, folder: string): readonly string[] {
  const own = resolvePath(folder, `/${parentFolder(from)}`).slice(1);
  return [...paths].filter((path) => path.startsWith(`${own}/`) && path.endsWith('.py')).toSorted();
}
