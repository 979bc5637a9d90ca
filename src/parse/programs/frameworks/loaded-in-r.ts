import type { Call, Import } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { parentFolder } from '../../../shared/parent-folder.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { locateScript, scriptPathOf } from '../locate-script.ts';

/** Functions that run another file, and the language of the file. */
export const running: ReadonlySet<string> = new Set(
  'source sys.source source_python py_run_file render quarto_render knit knit_child knit2html knit2pdf read_chunk spin Sweave runApp shinyAppDir include source_here plumb pr ezknit ezspin jobRunScript test_file'.split(
    ' ',
  ),
);

const documents = /\.(?:[rR]|q)md$/;

/** What {@link loadedInR} looks for beside those, without the package. */
const loading: ReadonlySet<string> = new Set(
  'render_book render_site run r_make import import_from_path test_dir test_local test_check test_package test'.split(
    ' ',
  ),
);

/** Whether a function, named without its package, may run files of which it is told their folder at most. */
export const isLoadingInR = (name: string): boolean => running.has(name) || loading.has(name);

/** Files that a function runs which is told their folder at most: all documents of a book or a site, the tests of a package, the API of a folder. */
export function loadedInR(
  { callee, positional, named, line }: Call,
  path: string,
  paths: ReadonlySet<string>,
): readonly Import[] {
  const name = callee.replace(/^[\w.]+::/, '');
  const first = positional[0];
  const loaded = (what: string, files: readonly string[]): readonly Import[] =>
    files.length === 0 ? [] : [{ name: what, members: [], files: files.filter((file) => file !== path), line }];
  if (/^(?:render_book|render_site)$/.test(name))
    return loaded(name, inFolder(folderOf(first ?? named.get('input')), path, paths, documents));
  if (callee === 'rmarkdown::run') {
    const document = scriptPathOf(first ?? named.get('file')) ?? 'index.Rmd';
    return loaded(document, locateScript(paths, path, document));
  }
  if (name === 'plumb') {
    const folder = scriptPathOf(named.get('dir'));
    const api = ['entrypoint.R', 'plumber.R'].map((each) => `${trimEnd(folder ?? '', '/')}/${each}`);
    return folder === undefined
      ? []
      : loaded(folder, api.flatMap((each) => locateScript(paths, path, each)).slice(0, 1));
  }
  if (/^r_make$/.test(name)) return loaded('_drake.R', locateScript(paths, path, '_drake.R'));
  if (/^(?:reticulate::)?import(?:_from_path)?$/.test(callee)) {
    const module = textOf(first ?? named.get('module')) ?? '';
    if (!/^[A-Za-z_]\w*$/.test(module)) return [];
    const beside = [`${module}.py`, `${module}/__init__.py`].flatMap((each) => locateScript(paths, path, each));
    return loaded(module, beside.slice(0, 1));
  }
  if (/^(?:test_dir|test_local|test_check|test_package)$/.test(name) || callee === 'devtools::test')
    return loaded(
      name,
      inFolder(name === 'test_dir' ? folderOf(first) : 'tests/testthat', path, paths, /(?:^|\/)test[^/]*\.[rR]$/),
    );
  return [];
}

/** The documents of a folder that a program renders one after the other. */
export function documentsIn(folder: string, path: string, paths: ReadonlySet<string>): readonly string[] {
  return inFolder(folder, path, paths, documents).filter((file) => file !== path);
}

function folderOf(value: Value | undefined): string {
  const written = scriptPathOf(value) ?? '.';
  return /\.[rR]md$/.test(written) ? parentFolder(written) : written;
}

function inFolder(folder: string, path: string, paths: ReadonlySet<string>, ending: RegExp): readonly string[] {
  const name = trimEnd(folder.replace(/^(?:\.\/)+|^\.$/, ''), '/');
  for (let above = parentFolder(path); ; above = parentFolder(above)) {
    const start = name === '' ? above : `${above}${name}/`;
    const found = [...paths].filter(
      (each) => each.startsWith(start) && !each.slice(start.length).includes('/') && ending.test(each),
    );
    if (found.length > 0 || above === '') return found.toSorted();
  }
}
