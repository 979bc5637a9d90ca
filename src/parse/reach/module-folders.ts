import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { resolvePath } from '../../model/dockerfile/container-path.ts';
import { originalsOf } from './copied-folders.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import { isLackingModule } from '../placed/lacking-module.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import type { Run, Surrounding } from './run.ts';

/** What Python takes for the package of `package.module` in a folder: it looks in no other one then. */
export function firstNamed(name: string, folder: string, files: PlacedFiles): string | undefined {
  const [top = '', ...rest] = name.split('.');
  const place = `${folder === '/' ? '' : folder}/${top}`;
  return rest.length === 0
    ? undefined
    : [`${place}/__init__.py`, `${place}.py`].find((each) => files.at(each) !== undefined);
}

/** A clause on a module that `python -m` does not find: where it lies, if the image has it, and what lets Python look there. */
export function whyNoModule(name: string, run: Run, files: PlacedFiles): string {
  const { environment, workdir } = run;
  const [hides] = foldersOfModules(run, []).flatMap((folder) => firstNamed(name, folder, files) ?? []);
  if (hides !== undefined)
    return `is not in ${hides}, which Python finds first by the name of its package: rename that, or start it in the folder of its package`;
  const below = name.replaceAll('.', '/');
  const place = files.onlyLike(`${below}/__main__.py`) ?? files.onlyLike(`${below}.py`);
  if (place === undefined) return 'is a Python module that is not among the files';
  const folder = place.slice(0, place.lastIndexOf(`/${below}`)) || '/';
  const path = [environment.get('PYTHONPATH') ?? '', folder].filter((each) => each !== '').join(':');
  return `the image has in ${place}, where Python does not look from ${workdir ?? 'where it is started'}: ENV PYTHONPATH=${path} lets it`;
}

/** Options of servers that say where their application is looked for, and those that say where the server goes first. */
const folderOption = /^(--(?:app-dir|chdir|pythonpath|workdir))(?:=(.*))?$/;

/** The folders where a server is told to look for its application: `gunicorn --pythonpath src/api,lib app:server`, `uvicorn --app-dir src main:app`. */
export function foldersGiven(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const [, option, joined] = folderOption.exec(word) ?? [];
    const given = option === undefined ? '' : (joined ?? words[at + 1] ?? '');
    return given.split(option === '--pythonpath' ? /[,:]/ : /$/).filter((each) => each !== '');
  });
}

/** Where Python looks for a module that a command names: where it is started, where its server is told to look, in PYTHONPATH. */
export function foldersOfModules(
  { environment, workdir = '/', copies = [] }: Run,
  given: readonly string[],
): readonly string[] {
  const told = foldersGiven(given).filter((folder) => !folder.includes('$'));
  return [
    ...told.map((folder) => resolvePath(folder, workdir)),
    workdir,
    // A copy has what its original has.
    ...originalsOf(workdir, copies),
    ...(environment.get('PYTHONPATH') ?? '').split(':').filter((folder) => folder.startsWith('/')),
  ];
}

/** Whether an image cannot have a module that is not found, wherever Python looks for it. */
export function lacksModule(
  name: string,
  run: Run,
  { dockerfile, files }: Surrounding,
  reader: ProgramReader,
): boolean {
  if (dockerfile === undefined || run.class !== 'started') return false;
  const project = { paths: reader.index.paths, textOf: (path: string) => reader.textOf(path) };
  return isLackingModule(name, foldersOfModules(run, run.arguments), files, dockerfile, project);
}

/** Options of servers whose value is a word that could be the name of an application. */
const valued = /^-(?:[bcknw]|-(?:worker-class|config|bind|name|host|log-level|app-dir|chdir|pythonpath|workdir))$/;

/** The application that a server is told to start: `app.main:app`, or the first word that is the value of nothing. */
export function namedApplication(words: readonly string[]): string | undefined {
  return (
    words.find((word) => /^[A-Za-z_][\w./]*:(?!\d)[\w.()]+$/.test(word)) ??
    words.find(
      (word, at) =>
        /^[A-Za-z_][\w./]*$/.test(word) && !/^(?:run|worker|beat|dev)$/.test(word) && !valued.test(words[at - 1] ?? ''),
    )
  );
}

/** Deeper than any folder that people name. */
const deepestFolder = 20;

/**
 * Folders of the project that images name in PYTHONPATH, each with a closing `/`: by the end of the place, `lib/` for `/opt/project/lib`, since
 * a project keeps its own layout below the folder that it is copied to.
 */
export function rootsOfImages(dockerfiles: readonly DockerfileFacts[], paths: Iterable<string>): readonly string[] {
  const named = new Set(
    dockerfiles.flatMap(({ final }) => final?.environment.get('PYTHONPATH')?.value.split(':') ?? []),
  );
  if (named.size === 0) return [];
  const folders = new Set<string>();
  for (const path of paths)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  const found = [...named].flatMap((place) => {
    const parts = place.split('/', deepestFolder).filter((part) => part !== '');
    return parts.map((_part, from) => parts.slice(from).join('/')).find((folder) => folders.has(folder)) ?? [];
  });
  return [...new Set(found)].map((folder) => `${folder}/`);
}
