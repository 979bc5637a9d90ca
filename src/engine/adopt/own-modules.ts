import { folderInImage } from './project-folder.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { AdoptedLanguage } from '../../model/adopt/surveyed-language.ts';
import { moduleOf, resolveProgram } from '../../parse/adopt/resolve-program.ts';
import { listSome } from '../../shared/list-some.ts';
import { commandsOf } from './start/needed-arguments.ts';

/** Folders of the image that programs import from, and the one of the module that is started; a colon would be two folders in PYTHONPATH. */
export function findRoots(
  { importRoots, commands }: RepositoryFacts,
  goesIn: readonly string[],
  { start, files }: { readonly start: readonly string[]; readonly files: readonly string[] },
): readonly PlaceFact[] {
  const started = folderOfModule(start, files);
  const said = commands.find(({ words }) => words.join(' ') === start.join(' '))?.location;
  const more =
    started === undefined || started.folder === '' || importRoots.some(({ what }) => what === started.folder)
      ? []
      : [{ what: started.folder, location: said ?? { file: started.file } }];
  return [...importRoots, ...more]
    .filter(
      ({ what }) =>
        /^[\w./@+-]+$/.test(what) &&
        goesIn.some((path) => path.startsWith(what) || (path.endsWith('/') && what.startsWith(path))),
    )
    .toSorted((x, y) => (x.what < y.what ? -1 : 1));
}

/** Of `python -m package.module` the folder, with a closing slash, in which the package lies; empty: the root. */
function folderOfModule(
  start: readonly string[],
  files: readonly string[],
): { readonly folder: string; readonly file: string; readonly name: string } | undefined {
  const name = moduleOf(start);
  const file = name === undefined ? undefined : resolveProgram(start, new Set(files));
  if (name === undefined || file === undefined) return undefined;
  const path = name.replaceAll('.', '/');
  const tail = [`${path}.py`, `${path}/__main__.py`].find((each) => file.endsWith(each)) ?? file;
  return { folder: file.slice(0, -tail.length), file, name };
}

/** The folder in which a module has to be started, since at the root another file or folder has the name of its package. */
export function folderBesideAnother(start: readonly string[], files: readonly string[]): string | undefined {
  const found = folderOfModule(start, files);
  const [top = ''] = found?.name.split('.') ?? [];
  const isHidden = files.includes(`${top}.py`) || files.includes(`${top}/__init__.py`);
  return found === undefined || found.folder === '' || !isHidden ? undefined : found.folder.replace(/\/$/, '');
}

/** Where modules of the project are looked for, as it is recorded. */
export function recordModules(
  facts: RepositoryFacts,
  reached: ReadonlySet<string> | undefined,
  how: { readonly start: readonly string[]; readonly files: readonly string[]; readonly roots: readonly PlaceFact[] },
): Pick<Adoption, 'importRoots' | 'noModules'> {
  return {
    ...(how.roots.length === 0 ? {} : { importRoots: how.roots.map(({ what }) => what) }),
    ...(importsNoModule(facts, reached, how) ? { noModules: true } : {}),
  };
}

/** Whether nothing that is started imports a module of the project. Not where nobody can tell what is started, or where something else says that modules lie there. */
function importsNoModule(
  { programs, dockerfiles }: RepositoryFacts,
  reached: ReadonlySet<string> | undefined,
  { start, files, roots }: Parameters<typeof recordModules>[2],
): boolean {
  if (reached === undefined || roots.length > 0) return false;
  if (commandsOf(start).some((words) => moduleOf(words) !== undefined)) return false;
  if (programs.some(({ path, importsOwn }) => importsOwn === true && reached.has(path))) return false;
  // A module that is compiled, and a build that installs the project, or that names folders with modules.
  const isSaid = dockerfiles.some(
    ({ installsProject, environment }) =>
      installsProject !== undefined || environment.some(({ name }) => name === 'PYTHONPATH'),
  );
  return !isSaid && !files.some((path) => /\.(?:so|pyd|pyx)$/.test(path));
}

/** Why PYTHONPATH names them, for the README. */
export function whyRoots(roots: readonly PlaceFact[]): Adoption['reasons'] {
  if (roots.length === 0) return {};
  const places = listSome(
    roots.map(({ location }) => `${location.file}${location.line === undefined ? '' : `:${String(location.line)}`}`),
    4,
  );
  return {
    importRoots: `programs import modules of yours from there, and Python does not look there by itself (${places})`,
  };
}

/** Where Python finds the repository's modules: at its root, and in the folders that programs are seen to import from. */
export function modulePath(adoption: Adoption): string {
  const { importRoots = [], original } = adoption;
  const root = folderInImage(adoption);
  const theirs = original?.copy?.lines.some(setsModulePath) === true;
  return [
    root,
    ...importRoots.map((each) => `${root}/${each.replace(/\/$/, '')}`),
    ...(theirs ? ['${PYTHONPATH}'] : []),
  ].join(':');
}

/** Where modules of the project are found; nothing where none is imported. */
export function printModulePath(adoption: Adoption, { modules, label }: AdoptedLanguage): string {
  if (modules === undefined || adoption.noModules === true) return '';
  return `# Where ${label} looks for modules of yours, beside the folder of the program.\nENV ${modules.variable}=${modulePath(adoption)}\n`;
}

/** Whether a line is part of an ENV with it, in either form, or may be: what a RUN sets for itself is gone after it. */
function setsModulePath(line: string): boolean {
  return /^(?:ENV)?[ \t]/i.test(line) && /(?:^|[ \t])PYTHONPATH[= \t]/.test(line.split('#', 1)[0] ?? '');
}
