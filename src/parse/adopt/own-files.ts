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

const generated = [
  { pattern: /^[^/]+_(?:files|cache)$/, why: 'written when a document was rendered' },
  { pattern: /\.egg-info$/, why: 'written by setuptools' },
];

/** A person's own files, and what was left out. */
export interface OwnFiles {
  readonly own: readonly ProjectFile[];
  readonly leftOut: readonly { readonly folder: string; readonly why: string }[];
}

/** Takes tools' folders, output and copies of other people's projects away. */
export function findOwnFiles(files: readonly ProjectFile[]): OwnFiles {
  const copies = findCopies(files);
  const leftOut = new Map<string, string>();
  const own = files.filter(({ path }) => {
    const found = findForeign(path, copies, leftOut);
    if (found !== undefined) leftOut.set(found.folder, found.why);
    return found === undefined;
  });
  return { own, leftOut: [...leftOut].map(([folder, why]) => ({ folder, why })) };
}

function findForeign(
  path: string,
  copies: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
): { readonly folder: string; readonly why: string } | undefined {
  const parts = path.split('/');
  let folder = '';
  for (const part of parts.slice(0, -1)) {
    folder = folder === '' ? part : `${folder}/${part}`;
    const why =
      known.get(folder) ??
      copies.get(folder) ??
      foreignFolders.get(part) ??
      generated.find(({ pattern }) => pattern.test(part))?.why;
    if (why !== undefined) return { folder, why };
  }
  return undefined;
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
