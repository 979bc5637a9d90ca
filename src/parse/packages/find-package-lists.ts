import type { PackageList } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { isSidePath } from '../adopt/own-files.ts';
import { readConda } from './read-conda-list.ts';
import { readJuliaProject } from './read-julia-project.ts';
import { readNix } from './read-nix.ts';
import { readPip } from './read-pip-list.ts';
import { readDescription, readInstallScript, readRenvLock } from './read-r-lists.ts';

/** Whether a package comes with its language. */
export type IsStandard = (language: PackageList['language'], name: string) => boolean;

/** What a reader finds in one file; nothing when the file is no list of packages. */
export type ListReader = (
  path: string,
  text: string,
  files: ReadonlyMap<string, ProjectFile>,
  isStandard: IsStandard,
) => Omit<PackageList, 'path' | 'isSide'> | undefined;

const readers: readonly { readonly pattern: RegExp; readonly read: ListReader }[] = [
  { pattern: /(?:^|\/)(?:(?!requirement)[\w.-])*requirement[\w.-]*\.(?:txt|in)$/i, read: readPip },
  { pattern: /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i, read: readPip },
  { pattern: /\.ya?ml$/i, read: readConda },
  { pattern: /(?:^|\/)renv\.lock$/, read: readRenvLock },
  { pattern: /(?:^|\/)DESCRIPTION$/, read: readDescription },
  {
    pattern:
      /(?:^|\/)\d*[_-]?(?:install(?:[_-]?(?:packages|dependencies|deps|requirements))?|packages|requirements|dependencies|deps)\.R$/i,
    read: readInstallScript,
  },
  { pattern: /(?:^|\/)Project\.toml$/, read: readJuliaProject },
  { pattern: /(?:^|\/)(?:flake|default|shell)\.nix$/, read: readNix },
];

/** Every list of packages among the files, sorted by path. Never throws for what a file holds. */
export async function findPackageLists(files: readonly ProjectFile[], isStandard: IsStandard): Promise<PackageList[]> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lists: PackageList[] = [];
  for (const { path, text } of files) {
    if (text === undefined) continue;
    const read = readers.find(({ pattern }) => pattern.test(path))?.read ?? (await findTomlReader(path));
    const list = read?.(path, text, byPath, isStandard);
    if (list !== undefined) lists.push({ path, isSide: isSideList(path), ...list });
  }
  return lists;
}

/** The TOML parser is loaded only where there is something for it. */
async function findTomlReader(path: string): Promise<ListReader | undefined> {
  if (!/(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg)|Pipfile)$/.test(path)) return undefined;
  const { readPythonProject } = await import('./read-python-project.ts');
  return readPythonProject;
}

/** Lists for tests, documentation and tools: by folder, or by a word in the name. */
function isSideList(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    (isSidePath(path) && !/(?:^|\/)\.?binder\//.test(path)) ||
    /(?:^|[-_.])(?:dev|develop|development|test|tests|testing|docs?|lint|ci|build|optional|rtd)(?:[-_.]|$)/i.test(
      name.replace(/\.[a-z]+$/, ''),
    )
  );
}
