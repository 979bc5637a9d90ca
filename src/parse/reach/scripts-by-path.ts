import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { startOf, textOf } from '../../model/programs/value.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { besideApps } from '../placed/shiny-apps.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import { inWorkedCopy, type WorkedCopies } from './copied-folders.ts';

/** Why a file of the project that a start leads to was not read. */
export const notCopied = 'is not among the files that are copied into the image';

/** Names of programs and documents that R or Julia runs. */
const scripts = /\.(?:r|jl|[rq]md|rnw)$/i;

/** How a folder is named whose scripts are all run. */
const allOf = '/*.R';

/** The scripts that lie in such a folder of the image. */
function scriptsBelow<Each extends { readonly name: string; readonly line: number }>(
  each: Each,
  image: PlacedFiles,
  folderAt: (line: number) => string | undefined,
): readonly Each[] {
  const folder = resolvePath(each.name.slice(0, -allOf.length), folderAt(each.line) ?? '/');
  image.budget.spend(image.size);
  return [...image.entries()]
    .map(([path]) => path)
    .filter((path) => /\.[rR]$/.test(path) && path.slice(0, path.lastIndexOf('/')) === folder)
    .map((name) => ({ ...each, name }));
}

/** Programs that Shiny runs in the folder of an application, in which it works. */
const ofShiny = ['app.R', 'global.R', 'server.R', 'ui.R'];

/**
 * `source("/opt/app/x.R")`, `render("report.Rmd")`, `include("/opt/app/x.jl")`, `runApp("/opt/app")`, `runApp()`: only the image knows which file of the
 * project has that path, as of a command. `folderAt`: where the program works at a line, absolute.
 */
export function scriptsByPath(
  { imports, language, calls }: ProgramFacts,
  image: PlacedFiles,
  folderAt: (line: number) => string | undefined,
): readonly ShellCommand[] {
  const program = language === 'r' ? 'Rscript' : 'julia';
  return [...imports, ...foldersOfApis(calls)]
    .filter(({ files }) => files.length === 0)
    .flatMap((each) => (each.name.endsWith(allOf) ? scriptsBelow(each, image, folderAt) : [each]))
    .map((each) => {
      if (language !== 'r') return each;
      if (each.name.startsWith('./') && each.name.endsWith('/'))
        return { ...each, name: `${trimEnd(resolvePath(each.name, folderAt(each.line) ?? '/'), '/')}/` };
      const place = scripts.test(each.name) ? resolvePath(each.name, folderAt(each.line) ?? '/') : '';
      return image.at(place)?.file === undefined ? each : { ...each, name: place };
    })
    .filter(({ name }) => name.startsWith('/'))
    .flatMap(({ name, line }) =>
      (/\.(?:r|jl)$/i.test(name) || image.at(name)?.file !== undefined
        ? [{ path: name }]
        : partsOfShiny(trimEnd(name, '/'), image, name.endsWith('/'))
      ).map(({ path, ...where }) => ({
        program,
        words: [program, ...(movesDocument({ calls }, line) ? ['--knit-root-dir'] : []), path],
        assignments: {},
        writes: [],
        line,
        pipeline: 0,
        ...where,
      })),
    );
}

/** `plumb(dir = "/app")` reads `plumber.R` there. */
function foldersOfApis(
  calls: ProgramFacts['calls'],
): ReadonlyArray<Pick<ProgramFacts['imports'][number], 'name' | 'files' | 'line'>> {
  return calls.flatMap(({ callee, named, line }) => {
    const folder = /^(?:plumber::)?plumb$/.test(callee) ? textOf(named.get('dir')) : undefined;
    return folder?.startsWith('/') === true ? [{ name: `${trimEnd(folder, '/')}/plumber.R`, files: [], line }] : [];
  });
}

/** The programs of the application of a folder, and its helpers. */
function partsOfShiny(
  directory: string,
  image: PlacedFiles,
  isApp: boolean,
): readonly { readonly path: string; readonly directory: string }[] {
  const parts = ofShiny
    .map((each) => ({ path: `${directory}/${each}`, directory }))
    .filter(({ path }) => image.at(path)?.file !== undefined);
  // A folder that is named as one, and in which nothing starts.
  if (parts.length === 0) return isApp ? [{ path: `${directory}/app.R`, directory }] : [];
  image.budget.spend(image.size);
  return [
    ...parts,
    ...besideApps(
      new Set([directory]),
      [...image.entries()].map(([path]) => path),
    ),
  ];
}

/** Files that a program of a language loads. */
const endings: Readonly<Partial<Record<ProgramFacts['language'], RegExp>>> = {
  python: /\.py$/,
  r: /\.[rR]$/,
  julia: /\.jl$/,
};

/** A program that loads from more packages than this is none of a person's. */
const mostPackages = 20;

/** The files of the folder of a program that it can load, none where it lies in no folder; and those of a package that it names without the module. */
export function scriptsAround({ path, language, calls }: ProgramFacts, paths: ReadonlySet<string>): readonly string[] {
  const ending = endings[language];
  if (ending === undefined) return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  // `importlib.import_module(f"steps.{name}")`
  const named = calls.flatMap(({ callee, positional: [first] }) => {
    const start = /(?:^|\.)(?:import_module|__import__)$/.test(callee) ? startOf(first) : '';
    return /^\w[\w.]*\.$/.test(start) ? [start.replaceAll('.', '/')] : [];
  });
  const around = [
    ...(folder === '' ? [] : [folder]),
    ...named.slice(0, mostPackages).flatMap((each) => [`${folder}${each}`, each]),
  ];
  return [...paths].filter((file) => ending.test(file) && around.some((each) => file.startsWith(each)));
}

/** Documents that are run in the folder in which they lie, or in that of the copy which a script works in, whoever renders them; a notebook so by nbconvert and Quarto, not by papermill. */
export function folderOfDocument(
  place: string,
  words: readonly string[],
  text: string | undefined,
  run: WorkedCopies,
): { readonly workdir?: string; readonly hasMoved?: true } {
  const isDocument = /\.(?:[rq]md|rnw)$/i.test(place);
  const isNotebook = place.endsWith('.ipynb') && words.some((word) => /^(?:nbconvert|quarto)$/.test(word));
  const isMoved =
    words.some((word) => /^(?:--execute-dir|--knit-root-dir)/.test(word)) || text?.includes('root.dir') === true;
  if ((!isDocument && !isNotebook) || isMoved || !place.startsWith('/')) return {};
  return { workdir: inWorkedCopy(place.replace(/\/[^/]*$/, '') || '/', run), hasMoved: true };
}

/** Whether a call of a line says itself where the document is run. */
const movesDocument = ({ calls }: Pick<ProgramFacts, 'calls'>, line: number): boolean =>
  calls.some((call) => call.line === line && call.named.has('knit_root_dir'));
