import type { Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { isOfOthers } from './points/of-others.ts';
import { isPartOfOwn } from './own-packages.ts';
import { mainDockerfile } from './propose-base.ts';
import { findRead, isTextBesideData } from '../survey/survey-data.ts';
import { listPackageMarks, withUsed } from '../survey/survey-programs.ts';
import { groupBy } from '../../shared/group-by.ts';

/** What a container never needs: papers, pictures, rendered pages, notes, settings of editors and services. */
const papers =
  /\.(?:pdf|docx?|pptx?|png|jpe?g|gif|svg|html?|ico|mp4|mov|zip|tar|gz|tgz|7z|log|out|aux|Rproj|code-workspace|DS_Store)$/i;
const notes =
  /(?:^|\/)(?:README|CHANGELOG|CHANGES|NEWS|CONTRIBUTING|CODE_OF_CONDUCT|CONDUCT|AUTHORS|CITATION|LICEN[CS]E|COPYING|CODEOWNERS|SECURITY|Makefile|Dockerfile|Taskfile|docker-compose|compose|mkdocs|Vagrantfile)[\w.-]*$/i;
const settings = /(?:^|\/)\.(?!here$|Rprofile$)[^/]+$|(?:^|\/)\.(?!binder)[^/]+\//;
const code =
  /\.(?:py|R|r|jl|sh|bash|do|ado|m|Rmd|rmd|qmd|sql|smk|nf|cpp|c|h|hpp|f90|stan|bug|lua|bib|csl|cls|bst|sty|tex|scss|css|toml|cfg|ini|ya?ml|json|txt|lock|cff|typed|pyx|in|xml|proto|here)$|(?:^|\/)(?:DESCRIPTION|NAMESPACE|Snakefile|py\.typed|\.here|postBuild)$/i;

/** Folders of what was made. */
const made = /(?:^|\/)(?:results?|outputs?|logs?|figures?|figs|plots|images?)\//i;

/** What a package of modules loads from its own folders. */
const assets = /\.(?:png|jpe?g|gif|svg|ico|html?|css|js|j2|jinja2?|tmpl|tpl|mustache|ttf|woff2?)$/i;
const tests = /(?:^|\/)(?:tests?|testing|docs?|documentation|examples?)\//i;
const assetFolders = /(?:^|\/)(?:assets|static|templates?|icons?|fonts|www|resources?)\//i;

/** What Streamlit reads where it is started; its secrets lie beside it, and stay out. */
const settingsOfPages = /(?:^|\/)\.streamlit\/config\.toml$/;

/** Lists that no tool installs as they are: their packages are written into a list of their own. */
const asLines = /^(?:uv|poetry|pip-project|description|nix)$/;

/** Names of what tools leave beside programs. */
const byproducts: ReadonlySet<string> = new Set(
  '__pycache__ .DS_Store .ipynb_checkpoints .Rproj.user .Rhistory node_modules venv .venv .mypy_cache .pytest_cache .ruff_cache'.split(
    ' ',
  ),
);

/** What programs leave beside themselves: it changes nothing where it is copied along, and is no reason to spell a folder out. */
export function isByproduct(path: string): boolean {
  return /(?:^|\/)(?:__pycache__\/|\.DS_Store$)/.test(path);
}

/**
 * What lies in the folder, or may lie there, and is in no clone of it: a folder that has some is not copied as a whole. What git ignores, and what a
 * program reads beside data that goes in, and nobody has.
 */
export function listBeside(
  files: readonly string[],
  { ignored = [], reads, dataFiles }: Pick<RepositoryFacts, 'ignored' | 'reads' | 'dataFiles'>,
): readonly string[] {
  const there = new Set(files);
  const besideData = new Set(dataFiles.flatMap(({ path, goes }) => (goes === 'in' ? [folderOf(path)] : [])));
  const read = reads.flatMap(({ what, own = what, location }) => [
    plainPath(own),
    plainPath(`${folderOf(location.file)}/${own}`),
  ]);
  return [
    ...ignored.filter((path) => !byproducts.has(path.slice(path.lastIndexOf('/') + 1)) && !/\.py[co]$/.test(path)),
    ...new Set(read.filter((path) => folderOf(path) !== '' && besideData.has(folderOf(path)) && !there.has(path))),
  ];
}

/** Without `.` and `..`; the empty name where it leads out of the repository. */
function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/'))
    if (part === '..') {
      if (parts.pop() === undefined) return '';
    } else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  return parts.join('/').replace(/^\//, '');
}

/** Lists of what is copied into the image and what stays out, folders that agree as one entry. */
export function proposeContents(
  all: readonly string[],
  facts: RepositoryFacts,
  { mode, program, manifest }: Pick<Proposal, 'mode' | 'program' | 'manifest'>,
  languages: SurveyKnowledge['languages'],
): { readonly goesIn: readonly string[]; readonly staysOut: readonly string[] } {
  const files = all.filter((path) => !isByproduct(path));
  const data = new Map(facts.dataFiles.map(({ path, goes }) => [path, goes]));
  // Of what the start names only programs: an argument such as `--input data/cohort.csv` is no reason to copy data.
  const programs = new Set([...facts.programs, ...facts.orchestrators].map(({ path }) => path));
  const started = new Set([...program.start, ...program.candidates].filter((path) => programs.has(path)));
  const jobs = jobsBeside(program.start, facts);
  const toolFolders = facts.leftOut
    .filter(({ why }) => !/code of others|setup\.py|Quarto/.test(why) || /written/.test(why))
    .map(({ folder }) => `${folder}/`);
  const followed = listFollowed(facts, manifest);
  const mark = markOfRoot(files, facts, languages);
  const marks = listPackageMarks(all, Object.values(languages));
  const packages = new Set(marks.map(folderOf).filter((folder) => folder !== ''));
  const own = (path: string): boolean => {
    if (path === mark) return true;
    if (data.get(path) !== 'out' && isPartOfOwn(path, facts.ownPackages, languages)) return true;
    if (followed.has(path)) return false;
    const known = data.get(path);
    if (known === 'out' || jobs.has(path)) return false;
    if ((path === manifest.path && manifest.installer !== 'dockerfile') || started.has(path)) return true;
    if (toolFolders.some((folder) => path.startsWith(folder))) return false;
    if (known === 'in' || isAsset(path, packages) || facts.shown?.includes(path) === true) return true;
    if (settingsOfPages.test(path)) return facts.pages.some(({ what }) => what === 'streamlit');
    if (settings.test(path) || notes.test(path) || papers.test(path)) return false;
    if (isOfOthers(path, facts)) return findRead(path, facts.reads) !== undefined;
    if (isSidePath(path) || (made.test(path) && !packages.has(folderOf(path)))) return false;
    // Texts beside data may be data.
    if (isTextBesideData(path)) return false;
    if (path.endsWith('.ipynb')) return mode === 'interactive';
    if (mode === 'batch' && isBesideNotebooks(path, facts)) return false;
    return code.test(path);
  };
  // Whatever its folder is called: `plots/theme.R`, `tools/io.py`.
  const used = withUsed(
    new Set(files.filter(own)),
    facts.programs.filter(({ path }) => data.get(path) !== 'out'),
  );
  const folders = new Set([...used].flatMap(foldersAbove));
  const needed = new Set([...used, ...marks.filter((path) => folders.has(folderOf(path)))]);
  const beside = listBeside(files, facts);
  return {
    goesIn: fold([...files, ...beside], (path) => needed.has(path)),
    staysOut: fold(files, (path) => !needed.has(path)),
  };
}

/** Scripts for the scheduler of a cluster that are not what starts. */
function jobsBeside(start: readonly string[], { jobs = [] }: RepositoryFacts): ReadonlySet<string> {
  const words = new Set(start.flatMap((word) => word.split(/\s+/)).map((word) => word.replace(/^\.\//, '')));
  return new Set(jobs.flatMap(({ location: { file } }) => (words.has(file) ? [] : [file])));
}

/** Lists of packages of which what they name is installed, and the lists are not copied. A Dockerfile of theirs may read them. */
function listFollowed(facts: RepositoryFacts, manifest: Proposal['manifest']): ReadonlySet<string | undefined> {
  if (mainDockerfile(facts) !== undefined) return new Set();
  const lists = facts.lists.filter(({ path, installer }) => asLines.test(installer) || path !== manifest.path);
  return new Set(lists.flatMap(({ path, lock }) => [path, lock]));
}

/** Lists of packages that are not installed are no part of the program. */
export function dropLists(
  goesIn: readonly string[],
  { lists, ownPackages }: RepositoryFacts,
  { languages, files }: Pick<SurveyKnowledge, 'languages'> & { readonly files: readonly string[] },
): readonly string[] {
  const names = new Set(lists.flatMap(({ path, lock }) => [path, lock]));
  const isList = (path: string): boolean => names.has(path) && !isPartOfOwn(path, ownPackages, languages);
  return goesIn.filter((path) =>
    path.endsWith('/') ? !files.every((file) => !file.startsWith(path) || isList(file)) : !isList(path),
  );
}

/** A text in a folder that has notebooks, and no program that is started or imported: what they left there. */
function isBesideNotebooks(path: string, { programs, modules, lists, reads }: RepositoryFacts): boolean {
  if (!/\.(?:txt|json|xml)$/i.test(path) || lists.some((list) => list.path === path)) return false;
  const around = foldersAbove(path)
    .toReversed()
    .map((folder) => [...programs, ...modules].filter((each) => each.path.startsWith(`${folder}/`)))
    .find((found) => found.length > 0);
  const notebooks = new Set(programs.flatMap((each) => (each.kind === 'notebook' ? [each.path] : [])));
  if (around?.every((each) => notebooks.has(each.path)) !== true) return false;
  return reads.every(
    ({ what, location }) => notebooks.has(location.file) || findRead(path, [{ what, location }]) === undefined,
  );
}

/** A picture, a page or a template that lies in a package of modules, where its programs find it. */
function isAsset(path: string, packages: ReadonlySet<string>): boolean {
  if (!assets.test(path) || tests.test(path)) return false;
  return (
    packages.has(folderOf(path)) || (assetFolders.test(path) && foldersAbove(path).some((each) => packages.has(each)))
  );
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `a`, `a/b` of `a/b/c.py`. */
function foldersAbove(path: string): string[] {
  return path
    .split('/')
    .slice(0, -1)
    .map((_part, at, parts) => parts.slice(0, at + 1).join('/'));
}

/** By which here() of R finds the project: without any it takes the folder of the document for it. Of several one is enough. */
function markOfRoot(
  files: readonly string[],
  { imports }: RepositoryFacts,
  languages: SurveyKnowledge['languages'],
): string | undefined {
  const marks = Object.values(languages).flatMap(({ name: own, rootMarks }) =>
    imports.some(({ language, name }) => language === own && rootMarks?.libraries.includes(name) === true)
      ? (rootMarks?.files ?? [])
      : [],
  );
  return marks.flatMap((pattern) => files.find((path) => pattern.test(path)) ?? [])[0];
}

/** What goes in with no folder whole that has such beside it, also for what was learned since it was proposed: what the start names. */
export function spellBeside(
  goesIn: readonly string[],
  all: readonly string[],
  facts: Parameters<typeof listBeside>[1],
): readonly string[] {
  const files = all.filter((path) => !isByproduct(path));
  const beside = new Set(listBeside(files, facts));
  const isIn = (path: string): boolean =>
    !beside.has(path) && goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
  return beside.size === 0 ? goesIn : fold([...files, ...beside], isIn);
}

/** Folders of which every file is chosen as `folder/`, the others file by file, sorted. */
export function fold(files: readonly string[], isChosen: (path: string) => boolean, below = ''): string[] {
  const groups = groupBy(files, (path) => {
    const rest = path.slice(below.length);
    return rest.includes('/') ? `${below}${rest.slice(0, rest.indexOf('/') + 1)}` : path;
  });
  return [...groups].flatMap(([name, paths]) => {
    const chosen = paths.filter(isChosen).length;
    if (chosen === 0) return [];
    if (chosen === paths.length) return [name];
    return fold(paths, isChosen, name);
  });
}
