import type { ProjectFile } from '../../model/sources/facts.ts';

/** Folders of tools, of other people's code and of what programs wrote, by name. */
const foreignFolders: ReadonlyMap<string, string> = new Map(
  Object.entries({
    renv: 'renv keeps its own code there',
    packrat: 'packrat keeps its own code there',
    node_modules: 'packages of npm',
    'site-packages': 'installed packages',
    '.venv': 'a Python environment',
    venv: 'a Python environment',
    vendor: 'code of others',
    vendored: 'code of others',
    third_party: 'code of others',
    thirdparty: 'code of others',
    external: 'code of others',
    externals: 'code of others',
    submodules: 'code of others',
    _extensions: 'extensions of Quarto',
    _freeze: 'written by Quarto',
    _bookdown_files: 'written by bookdown',
    _targets: 'the store of targets',
    '.quarto': 'written by Quarto',
    '.ipynb_checkpoints': 'copies that Jupyter makes',
    __pycache__: 'written by Python',
    '.git': 'git',
    '.snakemake': 'written by Snakemake',
    '.Rproj.user': 'settings of RStudio',
    '.idea': 'settings of an editor',
    '.vscode': 'settings of an editor',
    '.pytest_cache': 'written by pytest',
    dist: 'built packages',
    extra_ados: 'Stata commands of others',
    ado: 'Stata commands of others',
  }),
);

/** The folder that rendering leaves beside a document of R Markdown or Quarto. Without that document a name like it says nothing. */
const besideDocument = /^([^]+)_(?:files|cache)$/;
const documents = ['.rmd', '.qmd', '.rmarkdown'];

/** A person's own files, and what was left out. */
export interface OwnFiles {
  readonly own: readonly ProjectFile[];
  readonly leftOut: readonly { readonly folder: string; readonly why: string }[];
}

/** Takes tools' folders, output and copies of other people's projects away. */
export function findOwnFiles(files: readonly ProjectFile[]): OwnFiles {
  const copies = findCopies(files);
  const rendered = findRendered(files);
  const leftOut = new Map<string, string>();
  const own = files.filter(({ path }) => {
    const found = findForeign(path, [leftOut, copies, rendered]);
    if (found !== undefined) leftOut.set(found.folder, found.why);
    return found === undefined;
  });
  return { own, leftOut: [...leftOut].map(([folder, why]) => ({ folder, why })) };
}

function findForeign(
  path: string,
  known: readonly ReadonlyMap<string, string>[],
): { readonly folder: string; readonly why: string } | undefined {
  const parts = path.split('/');
  let folder = '';
  for (const part of parts.slice(0, -1)) {
    folder = folder === '' ? part : `${folder}/${part}`;
    const why =
      known.find((folders) => folders.has(folder))?.get(folder) ??
      foreignFolders.get(part) ??
      (part.endsWith('.egg-info') ? 'written by setuptools' : undefined);
    if (why !== undefined) return { folder, why };
  }
  return undefined;
}

/** Folders that lie beside the document from which they were made. */
function findRendered(files: readonly ProjectFile[]): ReadonlyMap<string, string> {
  const stems = new Set(
    files.flatMap(({ path }) => {
      const ending = documents.find((each) => path.toLowerCase().endsWith(each));
      return ending === undefined ? [] : [path.slice(0, -ending.length)];
    }),
  );
  const folders = stems.size === 0 ? [] : files.flatMap(({ path }) => foldersOf(path));
  return new Map(
    folders
      .filter((folder) => stems.has(besideDocument.exec(folder)?.[1] ?? ''))
      .map((folder) => [folder, 'written when a document was rendered']),
  );
}

/** The folders in which a file lies, from the outermost on. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Folders that hold somebody else's project: a licence text that is not the root's, beside code; a second `setup.py`. */
function findCopies(files: readonly ProjectFile[]): ReadonlyMap<string, string> {
  const licences = files.filter(({ path }) => /(?:^|\/)(?:LICEN[CS]E|COPYING)(?:\.(?:md|txt|rst))?$/i.test(path));
  const root = new Set(licences.filter(({ path }) => !path.includes('/')).map(({ text }) => text?.trim()));
  const hasRootProject = files.some(({ path }) => /^(?:setup\.py|setup\.cfg|pyproject\.toml)$/.test(path));
  const copies = new Map<string, string>();
  for (const { path, text } of licences) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder === '' || text === undefined || root.size === 0 || root.has(text.trim())) continue;
    copies.set(folder, 'it has a licence of its own: code of others');
  }
  if (!hasRootProject) return copies;
  for (const { path } of files) {
    const folder = /^(.+)\/setup\.py$/.exec(path)?.[1];
    if (folder !== undefined) copies.set(folder, 'it has a setup.py of its own beside the one of the root');
  }
  return copies;
}

/** Whether a path lies among tests, documentation, tools of development or templates. */
export function isSidePath(path: string): boolean {
  return /(?:^|\/)(?:\.[^/]+|tests?|testing|testthat|docs?|documentation|man|benchmarks?|tools|dev|dev[-_]?notes?|ci|templates?|vignettes|node_modules|deploy|archive[ds]?|old|deprecated|legacy|backup)\//i.test(
    path,
  );
}
