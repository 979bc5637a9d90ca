import { pythonPackages, pythonStandard } from '../../../catalog/adopt/libraries.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Import } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { listSome } from '../../../shared/list-some.ts';
import { once } from '../once.ts';
import type { Found } from '../reach/judge-reached.ts';
import type { Reading } from './absent-data.ts';
import { foldersOf } from './image-places.ts';
import { isOwnInPython } from './own-packages.ts';
import { isKnown, knownPackages } from '../image/known-packages.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { missedStarts } from '../reach/missed-starts.ts';

/**
 * Modules of the project that are in the image, and in no folder in which Python looks: a package below `src/` that is not installed and that
 * PYTHONPATH does not name. Nothing is found where the files do not tell where Python looks.
 */
export function findUnreachableModules(reading: Reading): readonly (Found & { readonly module: string })[] {
  const { reached, reach } = reading;
  const { program, class: kind } = reached;
  if (program.language !== 'python' || kind !== 'started' || program.path.endsWith('.ipynb')) return [];
  const searched = once(reach, 'where Python looks', () => searchedFolders(reading));
  if (searched === undefined) return [];
  const found = new Map<string, Found & { readonly module: string }>();
  for (const each of program.imports) {
    const [top = ''] = each.name.split('.');
    if (each.isTried === true || (each.function ?? '') !== '' || top === '' || found.has(top)) continue;
    if (pythonStandard.has(top) || searched.some((folder) => hasModule(join(folder, top), reach))) continue;
    const folder = folderInImage(each, reading);
    if (folder === undefined || isBrought(top, reading)) continue;
    const named = [...pathsOf(reached.environment.get('PYTHONPATH')), folder].join(':');
    found.set(top, {
      module: top,
      message: `imports ${each.name}, which the image has below ${folder}, and Python looks in ${listSome(shown(searched, reach), 4)} only`,
      line: each.line,
      fix: `ENV PYTHONPATH=${named}, or install the project of that folder with pip install --no-deps`,
    });
  }
  return [...found.values()];
}

/** The first such module of all that is started: a failure of the project's own package, else not known, since a package may have been meant to bring it. */
export function findUnreachable(image: Omit<Reading, 'reached' | 'reach'>): Verdict | undefined {
  const reach = image.facts.reach.get(image.dockerfile.path);
  for (const reached of reach?.programs ?? []) {
    const [first] = reach === undefined ? [] : findUnreachableModules({ ...image, reach, reached });
    if (first === undefined) continue;
    const location = { file: reached.program.path, line: first.line };
    return isOwnInPython(first.module, image)
      ? fail({
          message: `${first.message}: nothing installs that package of the project`,
          location,
          fix: first.fix ?? 'install it in a RUN',
        })
      : unknown(first.message, location, first.fix);
  }
  return undefined;
}

/** The folders of the start, of PYTHONPATH, and where it is started if that counts; undefined where they cannot be known. */
function searchedFolders({ reach, image, dockerfile, facts }: Reading): readonly string[] | undefined {
  const started = reach.programs.filter(({ class: kind }) => kind === 'started');
  const python = started.filter(({ program }) => program.language === 'python');
  const mayChange =
    image.known === undefined ||
    facts.incomplete !== undefined ||
    reach.unseen.length > 0 ||
    dockerfile.context.missing.length > 0 ||
    missedStarts(reach).some(({ class: kind, isInstalled }) => kind !== 'built' && isInstalled !== true) ||
    image.instructions.some(
      ({ keyword, flags, text }) =>
        (keyword === 'COPY' && flags['from'] !== undefined) || (keyword === 'RUN' && mayInstall.test(text)),
    ) ||
    facts.requirements.some(
      ({ path, packages }) =>
        dockerfile.context.copied.some((each) => each.path === path) &&
        packages.some(({ text }) => localProject.test(text)),
    ) ||
    [...new Set(started.map(({ program: { path } }) => path))].some((path) =>
      searchesElsewhere.test(facts.byPath.get(path)?.text ?? ''),
    ) ||
    facts.files.some(({ path, text }) => /\.ya?ml$/.test(path) && text?.includes('PYTHONPATH') === true);
  if (mayChange) return undefined;
  const commands = [...(image.entrypoint?.commands ?? []), ...(image.cmd?.commands ?? [])];
  const all = [...commands, ...started.flatMap(({ program }) => program.commands)];
  const isPlain = all.every(startsByPath);
  const folders = python.flatMap(({ place, workdir, environment, startedWith }) => [
    ...(place === undefined ? [] : [place.slice(0, place.lastIndexOf('/')) || '/']),
    ...(isPlain ? [] : [workdir]),
    ...[environment, startedWith ?? environment].flatMap((each) =>
      pathsOf(each.get('PYTHONPATH')).map((path) =>
        path.includes('$') || (!path.startsWith('/') && workdir === undefined)
          ? undefined
          : resolvePath(path, workdir ?? '/'),
      ),
    ),
  ]);
  const known = folders.flatMap((folder) => folder ?? []);
  return known.length < folders.length ? undefined : [...new Set(known)];
}

/** Without the folders of modules, which count only where such a module is started too. */
function shown(searched: readonly string[], { programs }: Reach): readonly string[] {
  const ofModules = new Set(
    programs.flatMap(({ startedWith, place }) =>
      startedWith === undefined || place === undefined ? [] : [place.slice(0, place.lastIndexOf('/'))],
    ),
  );
  const others = searched.filter((folder) => !ofModules.has(folder));
  return others.length === 0 ? searched : others;
}

function pathsOf(value = ''): readonly string[] {
  return value.split(':').filter((path) => path !== '');
}

/** What may install a project, or put a folder where Python looks, in a way that is not read. */
const mayInstall =
  /\b(?:site|dist)-packages\b|\.pth\b|\bdevelop\b|setup\.py|\b(?:flit|maturin|meson|make|cmake|cython|build|pipenv|pixi)\b|\.whl\b|\.sh\b|\bpython\d?[\d.]* (?!-c )/;
/** A line of a list that is a folder of the project. */
const localProject = /^\.{0,2}(?:\/|$)|^\.\[|file:/;
const searchesElsewhere =
  /\bsys\.path\b|\baddsitedir\b|\b__path__\b|--(?:app-dir|chdir|pythonpath|py-files)\b|\bpytest\b/;

/** A command after which Python looks in the folder of a script, or none that has to do with Python; else it may look where it is started. */
function startsByPath({ program, words }: ShellCommand): boolean {
  if (program !== 'python') return quiet.test(program);
  return (
    words
      .slice(1)
      .find((word) => !/^-(?![mc]$)[A-Za-z]+$/.test(word))
      ?.endsWith('.py') === true
  );
}

const quiet =
  /^(?:exec|cd|mkdir|cp|mv|ln|rm|chmod|echo|printf|set|export|unset|test|\[|\[\[|touch|exit|find|cat|date|sleep|true|false|:|read|shift|tini|ls|tee|umask|trap|wait|kill|return|if|for|while)$/;

function join(folder: string, name: string): string {
  return `${folder === '/' ? '' : folder}/${name}`;
}

function hasModule(place: string, { places }: Reach): boolean {
  return places.has(`${place}.py`) || foldersOf(places).has(place);
}

/** The folder of the image from which an import leads to a module of the project; nothing where the project has none, or it is installed. */
function folderInImage({ name, members, files }: Import, { reach, facts }: Reading): string | undefined {
  const { places, installed } = reach;
  const parts = name.split('.');
  const names = [
    ...members.map((member) => [...parts, member]),
    ...parts.map((_, at) => parts.slice(0, parts.length - at)),
  ];
  const tails = names.flatMap((each) => ['.py', '/__init__.py'].map((end) => each.join('/') + end));
  const among =
    files.length > 0
      ? files
      : once(facts.files, 'modules by the parts of their paths', () => byPart(facts.byPath.keys())).get(parts[0] ?? '');
  for (const tail of tails)
    for (const file of among ?? []) {
      if (file !== tail && !file.endsWith(`/${tail}`)) continue;
      if (installed.some((root) => file.startsWith(root))) return undefined;
      const place = once(places, 'places by file', () => new Map([...places].map(([at, each]) => [each, at]))).get(
        file,
      );
      if (place?.endsWith(`/${tail}`) === true) return place.slice(0, -tail.length - 1) || '/';
    }
  return undefined;
}

/** Python files by the names of the folders above them, and by their own. */
function byPart(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith('.py')) continue;
    for (const part of new Set(path.slice(0, -'.py'.length).split('/'))) {
      const known = found.get(part);
      if (known === undefined) found.set(part, [path]);
      else known.push(path);
    }
  }
  return found;
}

/** Another package may bring a module of that name. */
function isBrought(top: string, { image, dockerfile, facts }: Reading): boolean {
  const packages = once(image, 'known packages', () => knownPackages({ image, dockerfile, facts }));
  return [top, pythonPackages.get(top) ?? top].some((name) => isKnown(foldName(name), packages));
}
