import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { dataFolders, isDataName, isModelName } from '../../survey/survey-data.ts';
import { placeOf, unwritable } from '../adoption-to-dos.ts';
import { findResults } from '../results-among-data.ts';
import { projectFolder } from '../project-folder.ts';
import { moduleOf } from '../../../parse/adopt/resolve-program.ts';
import { findMounts } from './mounted-places.ts';
import { foldersToMake, type Mount, withoutMounted } from './mounts.ts';
import { onOneLine } from './on-one-line.ts';
import { seenFromRoot } from './own-folder.ts';
import { foldersToWrite } from './session-places.ts';
import { rendersWithQuarto } from './render-with-quarto.ts';
import { startedFirst } from './started-by.ts';
import { whyAtRoot } from './start-tools.ts';

/** What stands around the program when it starts. */
type Start = Pick<Adoption, 'links' | 'mounts' | 'aliases' | 'startScript' | 'startFolder' | 'notebook' | 'made'>;

/** Whether a start script is needed and where it starts the program, which folders stand for those of the TRE, and which notebook a session opens. */
export function decideStart(
  seen: RepositoryFacts,
  program: Adoption['program'],
  {
    goesIn,
    files,
    isSession,
    copy,
    own,
    aliases: beside,
  }: {
    readonly goesIn: readonly string[];
    readonly files: readonly string[];
    readonly isSession: boolean;
    /** Of their Dockerfile. */
    readonly copy: { readonly root: string; readonly lines: readonly string[] } | undefined;
    /** The folder in which the program is started, where that is not the root. */
    readonly own?: string;
    readonly aliases: NonNullable<Adoption['aliases']>;
  },
): Start {
  // A copy of the Dockerfile lays them out itself.
  const aliases = copy === undefined ? beside : [];
  const { root, lines } = copy ?? { root: projectFolder, lines: [] };
  const mounts = findMounts(seen, program.start, { root, files, lines, isSession });
  const facts = withoutMounted(seen, mounts);
  const here = own === undefined ? '' : `${own}/`;
  // What lies in the folder where it is started, by its own name or another one, is there too.
  const there = [...goesIn, ...aliases.map(({ place }) => `${place}/`)].flatMap((path) =>
    path.startsWith(here) ? [path, path.slice(here.length)] : [path],
  );
  const beneath = aliases.flatMap(({ place }) => (place.startsWith(here) ? [place.slice(here.length)] : []));
  const folderNames = new Set([...foldersThere(files, goesIn, here), ...beneath]);
  const found = findLinks(facts, there, { folders: folderNames, files: new Set(files) });
  const above = own === undefined || isSession ? undefined : linksAbove(facts, own, { goesIn, files });
  const bare = findBareData(facts, there, here);
  const needs = isSession
    ? undefined
    : onOneLine(whyScript(facts, program, found) ?? whyBare(bare) ?? whyMade(mounts) ?? whyThere(program, own));
  const folders = foldersBelow(files, found.outputs, needs === undefined ? undefined : own);
  return {
    links: {
      ...found,
      ...(folders.length === 0 ? {} : { folders }),
      ...(needs === undefined || bare.length === 0 ? {} : { files: bare }),
      ...(needs === undefined || above === undefined ? {} : { above }),
    },
    ...(mounts.length === 0 ? {} : { mounts }),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(needs === undefined ? {} : { startScript: needs }),
    ...(needs === undefined || own === undefined ? {} : { startFolder: own }),
    ...(isSession ? ofSession(facts, program, files, goesIn) : {}),
  };
}

/** Folders that the program names by a way up from its own, as they are seen from the root. */
function linksAbove(
  facts: RepositoryFacts,
  own: string,
  { goesIn, files }: { readonly goesIn: readonly string[]; readonly files: readonly string[] },
): Adoption['links']['above'] {
  const folders = foldersThere(files, goesIn, '');
  const { data, outputs } = findLinks(seenFromRoot(facts, own), goesIn, { folders, files: new Set(files) });
  if (data.length + outputs.length === 0) return undefined;
  const below = foldersBelow(files, outputs);
  return { data, outputs, ...(below.length === 0 ? {} : { folders: below }) };
}

/** The notebook that a session opens, and the folders that its copy of the project gets. */
function ofSession(
  facts: RepositoryFacts,
  { start }: Adoption['program'],
  files: readonly string[],
  goesIn: readonly string[],
): Pick<Start, 'notebook' | 'made'> {
  const notebook = start.find((word) => word.endsWith('.ipynb'));
  const made = foldersToWrite(facts, files, goesIn);
  return { ...(notebook === undefined ? {} : { notebook }), ...(made.length === 0 ? {} : { made }) };
}

/** Data that lie beside the program on a person's machine are in /safe_data, whatever names them. */
function whyBare([first]: readonly string[]): string | undefined {
  return first === undefined ? undefined : `${first} is read where the program is started, and lies in /safe_data`;
}

/** Places below /safe_outputs to which links lead must be made before anything is written there. */
function whyMade(mounts: readonly Mount[]): string | undefined {
  const [first] = foldersToMake({ mounts });
  return first === undefined ? undefined : `${first} has to be there before the program writes to it`;
}

/** A module is looked for in the folder where it is started. */
function whyThere({ start }: Adoption['program'], folder: string | undefined): string | undefined {
  const module = moduleOf(start);
  return folder !== undefined && module !== undefined
    ? `${module} is a module in ${folder}/, where it is started`
    : undefined;
}

/** The first folder of a relative path. */
function top({ what }: PlaceFact): string | undefined {
  const path = what.replace(/^\.\//, '');
  const name = path.slice(0, Math.max(0, path.indexOf('/')));
  // A name that the program computes is that of no folder which can be made before.
  return /^\w[\w. -]*$/.test(name) && !name.includes('...') ? name : undefined;
}

/** Of a place below a folder of the project the first folder that the image does not have: `src/data` of `src/data/cohort.csv`. */
function folderBelow({ what }: PlaceFact, there: ReadonlySet<string>): string | undefined {
  const parts = what.replace(/^\.\//, '').split('/').slice(0, -1);
  const folders = parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
  const known = folders.slice(1).find((folder) => !there.has(folder));
  const isWhole = known?.includes('...') === false && /^\w[\w. -]*(?:\/\w[\w. -]*)+$/.test(known);
  return isWhole ? known : undefined;
}

/** Folders below one of data that the image has, since a part of the program lies in them: in their place nothing is linked, but in them. */
function foldersIn({ what }: PlaceFact, there: ReadonlySet<string>): readonly string[] {
  const parts = what.replace(/^\.\//, '').split('/').slice(0, -1);
  const folders = parts.map((_part, at) => parts.slice(0, at + 1).join('/')).slice(1);
  return folders.filter((folder) => there.has(folder) && /^\w[\w. -]*(?:\/\w[\w. -]*)+$/.test(folder));
}

/** What the image has: folders, as they are seen from where the program is started; files of the repository. */
interface There {
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** The folder of a program, where it reads data beside its own file that nobody has and no program writes. */
function besideOwn({ what, own }: PlaceFact, there: There, writes: readonly PlaceFact[]): readonly string[] {
  const folder = what.slice(0, Math.max(0, what.lastIndexOf('/')));
  const isBeside = own !== undefined && there.folders.has(folder) && isDataName(what);
  return isBeside && !there.files.has(own) && !writes.some((each) => each.what === what) ? [folder] : [];
}

/** Folders of the image, as they are seen from where the program is started. */
function foldersThere(files: readonly string[], goesIn: readonly string[], here: string): ReadonlySet<string> {
  const inside = files.filter(
    (path) =>
      path.startsWith(here) && goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
  return new Set(
    inside.flatMap((path) => {
      const parts = path.slice(here.length).split('/').slice(0, -1);
      return parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
    }),
  );
}

/** Folders that programs read below a name that speaks of data, and names that they write to. */
function findLinks(facts: RepositoryFacts, goesIn: readonly string[], there: There): Adoption['links'] {
  const { folders } = there;
  const { reads, writes, dataFiles } = facts;
  const written = new Set(writes.flatMap((fact) => top(fact) ?? []));
  const read = new Set(reads.flatMap((fact) => top(fact) ?? []));
  const isThere = (name: string): boolean => goesIn.some((path) => path.startsWith(`${name}/`));
  const isData = (name: string): boolean =>
    !isThere(name) ||
    dataFolders.test(`${name}/`) ||
    dataFiles.some(({ path, goes }) => goes === 'out' && path.startsWith(`${name}/`));
  const outputs = [...written].filter((name) => !/^(?:data|raw|input|inputs)$/i.test(name)).toSorted();
  const nested = reads.flatMap((fact) =>
    isData(top(fact) ?? '') ? foldersIn(fact, folders) : (folderBelow(fact, folders) ?? besideOwn(fact, there, writes)),
  );
  const data = [...new Set([...[...read].filter((name) => isData(name) && !outputs.includes(name)), ...nested])]
    .filter(
      (name) => !writes.some(({ what }) => name.includes('/') && what.replace(/^\.\//, '').startsWith(`${name}/`)),
    )
    .toSorted();
  return { data, outputs, results: findResults(facts, data) };
}

/** Data and stored models that programs read by a bare name, as they lie beside what is started on the person's machine, and that are not in the image. */
function findBareData({ reads, writes }: RepositoryFacts, goesIn: readonly string[], here: string): readonly string[] {
  const written = new Set(writes.map(({ what }) => what.replace(/^\.\//, '')));
  const names = reads.flatMap(({ what, own }) => {
    const path = what.replace(/^\.\//, '');
    // What is named by where the program lies is seen from the root.
    const name = own !== undefined && path.startsWith(here) ? path.slice(here.length) : path;
    return /^\w[\w. -]*$/.test(name) && !name.includes('...') && (isDataName(name) || isModelName(name)) ? [name] : [];
  });
  return [...new Set(names)].filter((name) => !written.has(name) && !goesIn.includes(name)).toSorted();
}

/** The folders that a clone of the repository has below names of results: the program need not make them. */
function foldersBelow(files: readonly string[], outputs: readonly string[], own = ''): readonly string[] {
  const here = own === '' ? '' : `${own}/`;
  const found = files.flatMap((path) => {
    const name = path.slice(here.length);
    const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    return path.startsWith(here) && outputs.some((each) => folder.startsWith(`${each}/`)) ? [folder] : [];
  });
  return [...new Set(found)].filter((folder) => !unwritable.test(folder)).toSorted();
}

/** Why the program cannot be started where it lies: it reads or writes by names that are relative to where it is started. */
function whyScript(
  facts: RepositoryFacts,
  { start, atRun }: Adoption['program'],
  { data, outputs }: Adoption['links'],
): string | undefined {
  const { reads, writes } = facts;
  // What is read beside the program is found there, too; what is written beside it is not.
  const isSeen = reads.filter(({ own }) => own === undefined);
  const relative = startedFirst([...isSeen, ...writes], facts, start).find(
    ({ what }) => !/^(?:\/|[A-Za-z]:|\.\.\.)/.test(what),
  );
  if (relative?.own !== undefined)
    return `${relative.what} is written beside the program (${placeOf(relative.location)}), where nobody may write`;
  if (relative !== undefined)
    return `${relative.what} is named relative to where the program is started (${placeOf(relative.location)})`;
  const tool = whyAtRoot(start);
  if (tool !== undefined) return tool;
  if (rendersWithQuarto(start)) return 'Quarto writes beside what it renders';
  if (start.includes('-e')) return 'what is started names files of the project';
  if (start[0] === 'sh' && start[1] === '-c') return 'several command lines are started one after the other';
  if (data.length + outputs.length > 0) return 'folders of the project stand for /safe_data and /safe_outputs';
  return atRun ? 'the step is named relative to the project' : undefined;
}
