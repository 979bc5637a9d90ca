import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { foldName } from '../../shared/fold-name.ts';
import { readInstall } from '../shell/installs.ts';
import { mayBeMade } from './may-be-made.ts';
import type { PlacedFiles } from './placed-files.ts';

/** A project as far as the search for a module needs it. */
export interface ModuleSource {
  readonly paths: ReadonlySet<string>;
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Whether no package of an image has a Python module that a command starts: the folders in which Python looks are as COPY made them, nothing that is installed
 * bears its name, and the project has what is meant, elsewhere or under another name. Where any of it cannot be seen, the answer is no.
 */
export function isLackingModule(
  name: string,
  folders: readonly string[],
  files: PlacedFiles,
  dockerfile: DockerfileFacts,
  project: ModuleSource,
): boolean {
  const { final } = dockerfile;
  const [top = ''] = name.split('.');
  if (final === undefined || folders.length === 0 || files.installed.size > 0 || files.archived.size > 0) return false;
  const below = name.replaceAll('.', '/');
  const isOpen = folders.some(
    (folder) =>
      folder.includes('$') ||
      files.whyUnseen(`${folder}/${top}`) !== undefined ||
      files.at(`${folder}/wsgi.py`) !== undefined ||
      mayBeMade(`${folder}/${below}.py`, final, dockerfile),
  );
  return !isOpen && isMeant(name, folders, files, project) && !mayBeInstalled(top, dockerfile, files, project);
}

/** Whether the project has the module elsewhere, or a program in the image that bears a part of its name, or its package without it. */
function isMeant(name: string, folders: readonly string[], files: PlacedFiles, { paths }: ModuleSource): boolean {
  const below = name.replaceAll('.', '/');
  const ends = [`${below}.py`, `${below}/__init__.py`, `${below}/__main__.py`];
  if ([...paths].some((path) => ends.some((end) => path === end || path.endsWith(`/${end}`)))) return true;
  const parts = name.split('.');
  if (
    parts.length > 1 &&
    folders.some((folder) => hasPrograms(`${folder === '/' ? '' : folder}/${parts[0] ?? ''}/`, files))
  )
    return true;
  return (
    parts.length > 1 &&
    [...files.entries()].some(([place]) => {
      return parts.includes(stemOf(place));
    })
  );
}

/** Whether programs of the project lie in a folder of the image. */
function hasPrograms(folder: string, files: PlacedFiles): boolean {
  files.budget.spend(files.size);
  return [...files.entries()].some(([place, { file }]) => file?.endsWith('.py') === true && place.startsWith(folder));
}

/** Whether something that the build installs may bring a module: it bears its name, or nobody can see what it is. */
function mayBeInstalled(
  module: string,
  { instructions }: DockerfileFacts,
  files: PlacedFiles,
  project: ModuleSource,
): boolean {
  const name = foldName(module);
  const isNamed = (text: string): boolean => text.split(/[^\w.-]+/).some((word) => partsOf(word).includes(name));
  return instructions.some(({ keyword, commands, workdir }) => {
    if (keyword !== 'RUN') return false;
    return commands.some((command) => {
      const install = readInstall(command);
      if (install === undefined || /^(?:system|r|github|bioconductor)$/.test(install.kind)) return false;
      if (install.ownProject || install.projects.length > 0) return true;
      if (install.packages.some((each) => /[/:@$*]/.test(each) || isNamed(each))) return true;
      return install.files.some((each) => {
        const text = listNamed(each, command.directory ?? workdir, files, project);
        return (
          text === undefined || isNamed(text) || text.split('\n').some((line) => /:\/\/|^(?:-e|\.)/.test(line.trim()))
        );
      });
    });
  });
}

/** What a program of Python is called; empty for another file. */
export function stemOf(place: string): string {
  return place.endsWith('.py') ? place.slice(place.lastIndexOf('/') + 1, -'.py'.length) : '';
}

/** `apache-superset` brings `superset`. */
function partsOf(word: string): readonly string[] {
  const folded = foldName(word);
  return [folded, ...folded.split('-')];
}

/** The text of a list by its name: the file that lies there, or one of the project that is called so. */
function listNamed(
  name: string,
  folder: string | undefined,
  files: PlacedFiles,
  { paths, textOf }: ModuleSource,
): string | undefined {
  const place = name.startsWith('/') ? name : `${folder ?? ''}/${name}`.replaceAll('/./', '/');
  const last = name.slice(name.lastIndexOf('/') + 1);
  const found = files.at(place);
  if (found !== undefined) return found.text ?? textOf(found.file ?? '');
  const like = [...paths].filter((path) => path === last || path.endsWith(`/${last}`));
  return like.length === 0 ? undefined : like.map((path) => textOf(path) ?? '').join('\n');
}
