import { once } from '../once.ts';
import { broughtBy } from '../../../catalog/adopt/brought-by.ts';
import { sameAs } from '../../../catalog/adopt/same-packages.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { readToml } from '../../../parse/packages/read-python-project.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';
import { pythonOf } from '../dependencies/refused-python.ts';
import { isLeftOut } from '../dependencies/unsettled-names.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { namesOfEntry } from '../packages/names-of-entry.ts';
import { spacyModels } from './imported-packages.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../../../shared/json-shapes.ts';

/** What an image has by the names of packages, as far as its files tell. */
export interface KnownPackages {
  readonly names: ReadonlySet<string>;
  /** Nothing else can be there: the base brings none, and every list names all that it installs. */
  readonly isAll: boolean;
}

/** Packages that an image installs, holds, or has from its system. */
export function knownPackages(subject: Subject): KnownPackages {
  const { image, facts, dockerfile } = subject;
  const found = findDependencies(subject);
  const { locks, missing } = found;
  const python = pythonOf(image);
  const named = found.named.filter(({ text }) => !installers.test(text) && !isLeftOut(text, python));
  const reach = facts.reach.get(dockerfile.path);
  // A program of the build may compute what it installs: every text in it may be a name.
  const ofPrograms = (reach?.programs ?? []).flatMap(({ program, class: kind }) =>
    kind === 'built' ? program.texts.flatMap(({ text }) => [foldName(text), ...repositoryName(text)]) : [],
  );
  const isLean = leavesDevelopment(subject);
  const locked = locks.map((path) => {
    // Julia loads what its project names, and not all that its lock has.
    if (found.named.some(({ file }) => path === file.replace(/Project\.toml$/, 'Manifest.toml'))) return [];
    const text = facts.byPath.get(path)?.text;
    return (isLean ? namesWithoutDevelopment(text) : undefined) ?? namesOfLock(text);
  });
  const ofSystem = image.instructions.flatMap(({ keyword, commands }) =>
    keyword === 'RUN'
      ? commands.flatMap((command) => [
          ...systemPackages(readInstall(command)?.packages ?? [], subject),
          ...spacyModels(command),
        ])
      : [],
  );
  const names = new Set([
    ...named.flatMap(({ text, refused, isOfConda }) => [
      ...namesOfEntry(text, isOfConda === true),
      ...repositoryName(text),
      // Its first version asks for the package of that module.
      ...(refused === undefined && pipName(text) === 'sklearn' ? ['scikit-learn'] : []),
    ]),
    ...locked.flatMap((each) => each ?? []),
    ...ofSystem,
    ...ofPrograms,
    ...ofDescription(subject),
    ...ofFolders(subject),
    ...ofImage(subject),
    ...(image.base?.holds ?? []).map(foldName),
  ]);
  const isPlain = image.known?.kind === 'language' && image.stage.lineage.length === dockerfile.stages.length;
  const isFollowed =
    reach?.unfollowed.every((each) => each.class !== 'built') === true && (reach?.unseen.length ?? 0) === 0;
  const isAll =
    isPlain &&
    isFollowed &&
    named.length === 0 &&
    missing.length === 0 &&
    locked.every((each) => each !== undefined) &&
    (locks.length > 0 || !installsSomething(subject));
  return { names, isAll };
}

/** `owner/dqLib@v1`, `https://github.com/owner/dqLib.git`: packages are nearly always named as their repository. */
function repositoryName(text: string): readonly string[] {
  const [, name] =
    /^(?:[\w+.-]+::)?(?:(?:git\+)?https?:\/\/[\w.-]+\/)?[\w.-]+\/([\w.-]+?)(?:\.git)?(?:[@#/].*)?$/.exec(text) ?? [];
  return name === undefined ? [] : [foldName(name)];
}

/** Programs that install, and bring nothing that is imported. */
export const installers = /^(?:uv|poetry|pdm|pipenv|pip-tools|hatch|rye|virtualenv|pipx|renv|remotes|pak|devtools)\b/;

/** A command that may bring packages whose names it does not say. */
function installsSomething({ image }: Subject): boolean {
  return image.instructions.some(
    ({ keyword, commands, flags }) =>
      (keyword === 'RUN' && commands.some((command) => !quiet.test(command.program))) ||
      (keyword === 'COPY' && flags['from'] !== undefined),
  );
}

const quiet =
  /^(?:apt-get|apt|mkdir|chmod|chown|rm|ln|useradd|adduser|groupadd|addgroup|echo|printf|test|\[|true|set|export|sed|touch|update-ca-certificates|locale-gen|mv)$/;

/** Packages that R itself is shipped with beside its own: `survival` and the like are in every build but the barest. */
const recommended =
  'boot class cluster codetools foreign kernsmooth lattice mass matrix mgcv nlme nnet rpart spatial survival'.split(
    / /,
  );

/** Python packages that the Jupyter Docker Stacks name for all of their images, and for scipy-notebook and those on it ("Selecting an Image"; NumPy comes with SciPy). */
const ofNotebook = ['ipython', 'jupyterlab', 'notebook', 'nbclassic', 'jupyterhub'];
const ofScipy =
  'altair beautifulsoup4 bokeh bottleneck cloudpickle cython dask dill distributed h5py ipympl ipywidgets jupyterlab-git matplotlib numba numexpr numpy openpyxl pandas patsy pyarrow tables scikit-image scikit-learn scipy seaborn sqlalchemy statsmodels sympy widgetsnbextension xlrd'
    .split(' ')
    .map((name) => foldName(name));

/** What an image brings that is named for it, and what Rocker's and those of Jupyter bring by their names. */
function ofImage({ image }: Subject): readonly string[] {
  return [...(image.known?.packages ?? []).map(foldName), ...ofName(image)];
}

function ofName(image: Subject['image']): readonly string[] {
  const name = image.from.named?.canonicalRepository ?? '';
  const isJupyters = /^(?:quay\.io|docker\.io)$/.test(image.from.named?.canonicalRegistry ?? '');
  if (isJupyters && /^jupyter\/(?:base|minimal|r|julia)-notebook$/.test(name)) return ofNotebook;
  if (isJupyters && /^jupyter\/(?:scipy|tensorflow|pytorch|datascience|pyspark|all-spark)-notebook$/.test(name))
    return [...ofNotebook, ...ofScipy];
  if (name === 'library/r-base') return recommended;
  // Rocker installs `install2.r` and what that loads (rocker-versioned2, scripts/setup_R.sh).
  return /^rocker(?:-org)?\//.test(name) ? [...recommended, 'littler', 'docopt'] : [];
}

/** What the DESCRIPTION of an R package asks for, where the build installs it with what it needs. */
function ofDescription({ image, dockerfile, facts }: Subject): readonly string[] {
  const installs = image.instructions.some(
    ({ keyword, commands }) =>
      keyword === 'RUN' &&
      commands.some(({ words }) => /\b(?:install_deps|local_install(?:_deps)?|install_local)\b/.test(words.join(' '))),
  );
  if (!installs) return [];
  return dockerfile.context.copied.flatMap(({ path }) => {
    if (!/(?:^|\/)DESCRIPTION$/.test(path)) return [];
    const text = (facts.byPath.get(path)?.text ?? '').replaceAll(/\r?\n[ \t]+/g, ' ');
    const fields = text.split('\n').filter((line) => /^(?:Depends|Imports|LinkingTo|Suggests):/.test(line));
    return fields
      .flatMap((line) => line.slice(line.indexOf(':') + 1).split(','))
      .map((each) => foldName(each.replace(/\(.*/s, '').trim()));
  });
}

/** Packages of R that the build installs from a folder which is copied: `R CMD INSTALL /opt/project`, `devtools::install("/opt/project")`. */
function ofFolders({ dockerfile, facts }: Subject): readonly string[] {
  const installed = facts.reach.get(dockerfile.path)?.installed ?? [];
  return installed.flatMap((folder) => {
    const text = facts.byPath.get(`${folder}DESCRIPTION`)?.text ?? '';
    const name = /^Package:[ \t]*([A-Za-z][\w.]*)/m.exec(text)?.[1];
    return name === undefined ? [] : [foldName(name)];
  });
}

/**
 * Packages of the system, for the interpreter of the system. In the images of Python and of Rocker another one runs, which lies below /usr/local and does
 * not look there, unless the Dockerfile says so.
 */
function systemPackages(packages: readonly string[], subject: Subject): readonly string[] {
  if (packages.length === 0) return [];
  const { hasOwnPython, hasOwnR } = once(subject.dockerfile, 'interpreters beside the system', () =>
    ownInterpreters(subject),
  );
  return packages.flatMap((each) => {
    if (each.startsWith('python3-') ? hasOwnPython : hasOwnR && each.startsWith('r-')) return [];
    const name = /^(?:python3-|r-(?:cran|bioc)-)([^=]+)/.exec(each)?.[1];
    return name === undefined ? [] : [foldName(name)];
  });
}

function ownInterpreters({ image, dockerfile: { text } }: Subject): {
  readonly hasOwnPython: boolean;
  readonly hasOwnR: boolean;
} {
  const from = `${image.from.named?.canonicalRegistry ?? ''}/${image.from.named?.canonicalRepository ?? ''}`;
  const isRockers = /^docker\.io\/rocker\/(?!r-base|r-apt|r-bspm|drd|r-devel)/.test(from);
  return {
    hasOwnPython:
      from === 'docker.io/library/python' && !/\/usr\/(?:bin|lib)\/python|dist-packages|system-site/.test(text),
    hasOwnR: isRockers && !/\/usr\/(?:bin\/R|lib\/R)/.test(text),
  };
}

/** The names in a lock of uv, poetry, pdm, Pipenv, renv or Julia; nothing where it is of another kind. */
function namesOfLock(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const patterns = [
    /^name = "([^"]+)"$/gm,
    /^\[\[deps\.([^[\]]+)\]\]$/gm,
    // The first format of Julia's: nothing around the names.
    /^\[\[([A-Z]\w*)\]\]$/gm,
    /"Package"\s*:\s*"([A-Za-z][\w.]*)"/g,
    /^ {8}"([A-Za-z][\w.-]*)": \{$/gm,
  ];
  for (const pattern of patterns) {
    const names = [...text.matchAll(pattern)].flatMap((found) => found[1] ?? []);
    if (names.length > 0) return names.map(foldName);
  }
  return undefined;
}

/** Whether what is for development alone is left out: `uv sync --no-dev`, `poetry install --only main`. */
function leavesDevelopment({ image }: Subject): boolean {
  const commands = image.instructions.flatMap((each) => (each.keyword === 'RUN' ? each.commands : []));
  const syncing = commands.filter(
    ({ program, words }) =>
      (program === 'uv' && words.includes('sync')) || (program === 'poetry' && words.includes('install')),
  );
  return (
    syncing.length > 0 &&
    syncing.every(({ words }) => {
      const text = ` ${words.join(' ')} `;
      return (
        / --no-dev | --(?:only|without)[ =](?:main|dev) /.test(text) && !/ --(?:all-groups|group|with)\b/.test(text)
      );
    })
  );
}

function nameOf(each: JsonRecord): string {
  return foldName(toText(each['name']));
}

/** The names in a lock of uv or poetry that are no more than development needs; nothing where it does not tell. */
function namesWithoutDevelopment(text = ''): readonly string[] | undefined {
  const packages = toRecords(readToml(text)?.['package']);
  if (packages.some((each) => Array.isArray(each['groups'])))
    return packages.filter(({ groups }) => !Array.isArray(groups) || groups.includes('main')).map(nameOf);
  const roots = packages.filter(({ source }) => ['virtual', 'editable'].some((key) => toRecord(source)[key] === '.'));
  if (roots.length === 0) return undefined;
  const byName = new Map(packages.map((each) => [nameOf(each), each]));
  const found = new Set(roots.map(nameOf));
  // A set is gone through with what is added meanwhile.
  for (const name of found) {
    const each = byName.get(name) ?? {};
    const extras = Object.values(toRecord(each['optional-dependencies']));
    for (const needed of [each['dependencies'], ...extras].flatMap(toRecords)) found.add(nameOf(needed));
  }
  return [...found];
}

/** Whether a package is there by its name, or by one that is known to bring it. */
export function isKnown(name: string, { names }: KnownPackages): boolean {
  return (
    names.has(name) ||
    [sameAs, broughtBy].some((map) => map.get(name)?.some((other) => names.has(foldName(other))) === true)
  );
}
