import { modulesWithoutPackage } from '../../../catalog/adopt/libraries.ts';
import type { ProjectFile } from '../../../model/sources/facts.ts';
import { readToml } from '../../../parse/packages/read-python-project.ts';
import { toRecord } from '../../../shared/json-shapes.ts';
import { isPinned } from '../../../parse/manifests/is-pinned.ts';
import { whyPipRefuses } from '../../../parse/manifests/pip-refusal.ts';
import { lineEnds } from '../../../parse/text/line-ends.ts';
import { readRequirements } from '../../../parse/manifests/requirements.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { refuseByConda } from '../packages/names-of-entry.ts';

/** A package that something installs. */
export interface Named {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly pinned: boolean;
  /** What happens to an address: a repository is cloned, a script is run as it comes, a file is fetched. */
  readonly way?: 'cloned' | 'run' | 'fetched';
  /** The name, other than a commit, at which a repository is taken: what it stands for can be changed. */
  readonly ref?: string;
  /** Why what installs it stops at it, in a clause. */
  readonly refused?: string;
  /** By conda's name, which may be another than pip's. */
  readonly isOfConda?: true;
}

/** Files of a project by path. */
export type Files = ReadonlyMap<string, ProjectFile>;

/** What a list of packages names, the lists that it names itself included; or the path of one that is not there. */
export interface Listed {
  readonly packages: readonly Named[];
  readonly missing?: string;
}

/** Reads the list at a path by what it is: conda's YAML, a pyproject.toml, a setup.py or setup.cfg, a DESCRIPTION of R; otherwise lines of pip. */
export function readPackageList(path: string, files: Files, kind: 'pip' | 'conda'): Listed {
  const text = files.get(path)?.text;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (text === undefined) return { packages: [], missing: path };
  if (/\.ya?ml$/.test(name)) return { packages: fromConda(path, text) };
  if (name === 'pyproject.toml' || name === 'pixi.toml')
    return { packages: fromStrings(path, text, pyprojectStrings(text)) };
  if (name === 'setup.cfg' || name === 'setup.py') return { packages: fromStrings(path, text, setupStrings(text)) };
  if (kind === 'conda') return { packages: fromCondaLines(path, text) };
  return fromPip(path, files);
}

/** What the project in a folder needs: its pyproject.toml, setup.py or setup.cfg; with the extras that are asked for. */
export function readOwnProject(folder: string, files: Files, extras: readonly string[] = []): Listed {
  const found = ['pyproject.toml', 'pixi.toml', 'setup.py', 'setup.cfg']
    .map((name) => `${folder}${name}`)
    .filter((path) => files.get(path)?.text !== undefined);
  return found.length === 0
    ? { packages: [], missing: `${folder}pyproject.toml` }
    : {
        packages: found.flatMap((path) => [
          ...readPackageList(path, files, 'pip').packages,
          ...(path.endsWith('.toml') ? fromExtras(path, files.get(path)?.text ?? '', extras) : []),
        ]),
      };
}

/** Requirements of extras in `[project.optional-dependencies]`. */
function fromExtras(path: string, text: string, extras: readonly string[]): readonly Named[] {
  if (extras.length === 0) return [];
  const optional = toRecord(toRecord(readToml(text)?.['project'])['optional-dependencies']);
  const wanted = extras.flatMap((extra) => {
    const listed = optional[extra];
    return Array.isArray(listed) ? listed.filter((each) => typeof each === 'string') : [];
  });
  return fromStrings(
    path,
    text,
    wanted.map((each) => ({ text: each, at: Math.max(0, text.indexOf(each)) })),
  );
}

function fromConda(file: string, text: string): readonly Named[] {
  const { packages } = readRequirements(file, text, 'conda');
  const told = (one: Named): Named => ({ ...one, ...(one.isOfConda === true ? refuseByConda : refuseByPip)(one.text) });
  return packages.map((each) => told({ ...each, file }));
}

function fromCondaLines(path: string, text: string): readonly Named[] {
  if (text.includes('@EXPLICIT')) return [];
  return text.split(/\r?\n/).flatMap((written, index) => {
    const line = written.replace(/#.*/, '').trim();
    const found = { text: line, file: path, line: index + 1, pinned: isPinned(line, 'conda') };
    return line === '' ? [] : [{ ...found, isOfConda: true as const, ...refuseByConda(line) }];
  });
}

const lists = /^[ \t]*(?:-r|--requirement)[ \t=]*(\S+)/gm;
const constraints = /^[ \t]*(?:-c|--constraint)[ \t=]*(\S+)/gm;

/** Lists that name each other are read as one, in the order in which pip reads them; constraints hold for all of them. */
function fromPip(path: string, files: Files): Listed {
  const read = followLists([path], files, [lists]);
  const bounds = boundsOf(
    read.flatMap((each) => namedLists(each, files, [constraints])),
    files,
  );
  const packages = read
    .flatMap((each) =>
      readRequirements(each, files.get(each)?.text ?? '', 'pip').packages.flatMap((found) => [
        { ...found, file: each, ...refuseByPip(found.text) },
        ...ofFolder(found.text, each, files),
      ]),
    )
    .map((each) => (bounds.has(nameOf(each.text)) ? { ...each, pinned: true } : each));
  const missing = read.find((each) => files.get(each)?.text === undefined);
  return missing === undefined ? { packages } : { packages, missing };
}

/** What a project asks for that a list names by its folder: `-e .`, `./tools[plots]`. pip starts where it is called, which is mostly where the list lies. */
function ofFolder(text: string, list: string, files: Files): readonly Named[] {
  const [, up, path, extras = ''] = /^(\.?\.)(?:\/([\w./-]*))?(?:\[([\w, -]*)\])?$/.exec(text) ?? [];
  if (up === undefined) return [];
  const own = list.split('/').slice(0, up === '..' ? -2 : -1);
  const folder = [...own, ...(path ?? '').split('/')].filter((each) => each !== '' && each !== '.').join('/');
  return readOwnProject(folder === '' ? '' : `${folder}/`, files, extras.split(/[\s,]+/).filter(Boolean)).packages;
}

/** Names that lists of constraints give a version, for whatever list or command names them. */
function boundsOf(paths: readonly string[], files: Files): ReadonlySet<string> {
  return new Set(
    followLists(paths, files, [lists, constraints])
      .flatMap((each) => readRequirements(each, files.get(each)?.text ?? '', 'pip').packages)
      .filter(({ pinned }) => pinned)
      .map(({ text }) => nameOf(text)),
  );
}

/** Packages of a command that is given lists of constraints (`pip install -r a.txt -c b.txt`). */
export function bindBy(paths: readonly string[], files: Files, packages: readonly Named[]): readonly Named[] {
  if (paths.length === 0) return packages;
  const bounds = boundsOf(paths, files);
  return packages.map((each) => (bounds.has(nameOf(each.text)) ? { ...each, pinned: true } : each));
}

/** Lists with those that they name, each once. */
function followLists(paths: readonly string[], files: Files, options: readonly RegExp[]): readonly string[] {
  const seen = new Set<string>();
  const open = paths.toReversed();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const each of namedLists(path, files, options).toReversed()) open.push(each);
  }
  return [...seen];
}

function namedLists(path: string, files: Files, options: readonly RegExp[]): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const text = files.get(path)?.text ?? '';
  return options
    .flatMap((option) => [...text.matchAll(option)])
    .map((found) => `${folder}${found[1] ?? ''}`.replace(/(?:^|\/)\.\//g, (start) => start.slice(0, -2)));
}

/** The one version of `sklearn` that pip installs: it asks for scikit-learn. Those after it only stop the build. */
const firstSklearn = /^sklearn ?={2,3} ?0(?:\.0){0,3} ?(?:[;#].*)?$/is;

/** An entry that names a module in place of its package, as it should read; nothing where it is none. */
export function packageOfModule(text: string): string | undefined {
  const [name = ''] = /^[A-Za-z][\w.-]*/.exec(text) ?? [];
  if (firstSklearn.test(text.trim())) return undefined;
  const packaged = modulesWithoutPackage.get(name.toLowerCase());
  return packaged === undefined ? undefined : packaged + text.slice(name.length);
}

/** pip takes no list with a line that it cannot read. */
export function refuseByPip(text: string): Pick<Named, 'refused'> {
  const refused =
    packageOfModule(text) === undefined
      ? whyPipRefuses(text)
      : 'is what a program imports, and pip installs nothing by that name: the build ends there';
  return refused === undefined ? {} : { refused };
}

/** By which two entries are of one package. */
export const nameOf = (text: string): string => foldName(/^[\w.-]+/.exec(text)?.[0] ?? text);

/** Tables whose keys are packages: of Poetry and of pixi. */
const tableOfNames =
  /^(?:tool\.poetry\.(?:group\.[\w-]+\.)?dependencies|(?:tool\.pixi\.)?(?:feature\.[\w-]+\.)?(?:pypi-)?dependencies)$/;

/** Requirements in `dependencies` of a pyproject.toml, and keys of Poetry's or pixi's tables as `name version`. */
function pyprojectStrings(
  text: string,
): readonly { readonly text: string; readonly at: number; readonly pinned?: boolean }[] {
  const found: { text: string; at: number; pinned?: boolean }[] = [];
  for (const table of text.matchAll(/^\[([^\]\n\r\u2028\u2029]+)\].*\r?\n([^]*?)(?=^\[|(?![^]))/gm)) {
    const [whole, name = '', body = ''] = table;
    const start = table.index + whole.length - body.length;
    if (name === 'project')
      for (const list of body.matchAll(/^dependencies[ \t]*=\s*\[(?:(?!^dependencies)[^])*?\][ \t]*(?=$|#)/gm))
        found.push(...quoted(list[0], start + list.index));
    if (tableOfNames.test(name))
      for (const entry of body.matchAll(
        /^([A-Za-z][\w.-]*)[ \t]*=[ \t]*(?:["']([^"'\n\r\u2028\u2029]*)["']|\{([^}\n\r\u2028\u2029]*)\})/gm,
      )) {
        const [, key = '', version, inline] = entry;
        const bound = version ?? /version\s*=\s*["']([^"']*)["']/.exec(inline ?? '')?.[1] ?? inline ?? '';
        if (key === 'python') continue;
        // A caret and a tilde have an upper bound; a bare version means one too.
        const pinned = /^[\^~]|^\d|<|==|rev\s*=|tag\s*=|path\s*=/.test(bound);
        found.push({ text: `${key} ${bound}`.trim(), at: start + entry.index, pinned });
      }
  }
  return found;
}

/** Requirements in `install_requires` of a setup.py or setup.cfg. */
function setupStrings(text: string): readonly { readonly text: string; readonly at: number }[] {
  const list = /install_requires\s*=\s*\[((?:(?!install_requires)[^\]])*)\]/.exec(text);
  if (list !== null) return quoted(list[0], list.index);
  const lines = /^install_requires\s*=[ \t]*\n((?:[ \t]+\S[^\n]*\n?)+)/m.exec(text);
  if (lines === null) return [];
  const start = lines.index + lines[0].length - (lines[1] ?? '').length;
  return [...(lines[1] ?? '').matchAll(/^[ \t]+([^\s#][^\n#]*)/gm)].map((each) => ({
    text: (each[1] ?? '').trim(),
    at: start + each.index,
  }));
}

function quoted(text: string, at: number): { readonly text: string; readonly at: number }[] {
  return [...text.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g)].map((found) => ({
    text: found[1] ?? found[2] ?? '',
    at: at + found.index,
  }));
}

function fromStrings(
  file: string,
  text: string,
  strings: readonly { readonly text: string; readonly at: number; readonly pinned?: boolean }[],
): readonly Named[] {
  const endsBefore = lineEnds(text);
  return strings.map(({ text: requirement, at, pinned }) => ({
    text: requirement,
    file,
    line: 1 + endsBefore(at),
    pinned: pinned ?? isPinned(requirement, 'pip'),
    // Poetry's keys are no requirements of pip.
    ...(pinned === undefined ? refuseByPip(requirement) : {}),
  }));
}
