import type { Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { indexFiles, locateModule } from '../../../parse/programs/python/locate-module.ts';
import { rootsOfImages } from '../../../parse/reach/module-folders.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { once } from '../once.ts';
import type { Found } from '../reach/judge-reached.ts';
import { wordsOfTexts } from '../names/words-of-texts.ts';
import { findMisplaced } from '../julia/misplaced-includes.ts';
import { findUndefinedModules } from '../julia/own-modules.ts';
import type { Reading } from './absent-data.ts';
import { isBroughtBefore } from './brought-before.ts';
import { mostCandidates, mostGuesses } from '../packages/own-names.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** Modules of the project that a program imports, or scripts that it sources, and that are nowhere in the image. */
export function findAbsentModules(reached: ReachedProgram, reach: Reach, facts: ProjectFacts): readonly Found[] {
  const { program, class: kind } = reached;
  if (kind === 'could' || reach.unseen.length > 0) return [];
  const listed = once(
    facts.requirements,
    'names of packages',
    () =>
      new Set(
        facts.requirements.flatMap(({ packages }) => packages.map(({ text }) => foldName(pipName(text) ?? text))),
      ),
  );
  let guesses = 0;
  return program.imports.flatMap((each) => {
    if (each.isTried === true) return [];
    const isPython = program.language === 'python';
    // A folder of the project may have the name of a library.
    if (isPython && !each.name.startsWith('.') && listed.has(foldName(each.name.split('.')[0] ?? ''))) return [];
    const left = leftOut(each, isPython, reach);
    if (left !== undefined)
      return [
        {
          message: `${isPython ? 'imports' : 'loads'} ${each.name}, and ${left} is not in the image`,
          line: each.line,
          fix: `COPY ${left} to where the program looks for it`,
        },
      ];
    if (!isPython && kind === 'started' && isMissingScript(each, program, facts))
      return [
        {
          message: `loads ${each.name}, and the project has no such file`,
          line: each.line,
          fix: `bring ${each.name} back, or take the line out`,
        },
      ];
    const misplaced = findMisplaced(each, reached, reach, facts);
    if (misplaced !== undefined) return [misplaced];
    const missing = isPython ? missingModule(each, program, facts) : undefined;
    if (missing === undefined) return [];
    guesses += 1;
    const near = guesses > mostGuesses ? undefined : nearModule(missing, facts);
    const fix =
      near === undefined
        ? `bring ${missing.place} back, or take the import out`
        : `did you mean ${near}? Else bring ${missing.place} back`;
    return [{ message: missing.message, line: each.line, fix }];
  });
}

/** Scripts that the project does not have, of a program that somebody could start: from a folder of their choice, which may have them; and modules of Julia that a package may bring. */
export function findLackingScripts({ reached, reach, facts }: Reading): readonly Found[] {
  const { open } = findUndefinedModules(reached, reach, facts);
  if (open.length > 0) return open;
  if (reached.class !== 'could' || reached.program.language === 'python') return [];
  const lacking = reached.program.imports.find(
    (each) => each.isTried !== true && isMissingScript(each, reached.program, facts),
  );
  return lacking === undefined
    ? []
    : [
        {
          message: `loads ${lacking.name}, and the project has no such file: whoever starts it must have one`,
          line: lacking.line,
          fix: `bring ${lacking.name} back, or take the line out`,
        },
      ];
}

/** The file of the project that an import means and the image has not; of Python each module on the way to it. */
function leftOut({ files }: Import, isPython: boolean, { places, installed }: Reach): string | undefined {
  const inImage = once(places, 'files of the project', () => new Set(places.values()));
  const isThere = (file: string): boolean => inImage.has(file) || installed.some((root) => file.startsWith(root));
  if (!files.some(isThere)) return files.at(-1);
  // A package without its `__init__.py` is one all the same.
  return isPython ? files.find((file) => !file.endsWith('/__init__.py') && !isThere(file)) : undefined;
}

/** A script of R or Julia that a program loads by a relative name, that no folder of the project has, and whose name no file of it speaks of otherwise. */
function isMissingScript(
  { name, files, isConditional, function: within }: Import,
  program: ProgramFacts,
  facts: ProjectFacts,
): boolean {
  if (files.length > 0 || isConditional === true || (within ?? '') !== '') return false;
  if (!/^(?:\.{1,2}\/)?[\w-][\w./-]*\.(?:jl|[rR])$/.test(name) || program.workdirs.length > 0) return false;
  const base = name.slice(name.lastIndexOf('/') + 1);
  const known = once(
    facts.byPath,
    'names of files',
    () => new Set([...facts.byPath.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))),
  );
  if (known.has(base)) return false;
  // What the build makes, or the program itself.
  return allDockerfiles(facts).every(({ text }) => !text.includes(base)) && !wordsOfTexts(program).has(base);
}

/** What setuptools and the like write when they build a package. */
const writtenByBuild = /version|_pb2(?:_grpc)?$/;

interface Missing {
  readonly folder: string;
  readonly name: string;
  /** Where it would lie, without an ending. */
  readonly place: string;
  readonly message: string;
}

/** A module that a package of the project does not have. */
function missingModule(
  { name, members }: Import,
  { path: from, imports }: ProgramFacts,
  facts: ProjectFacts,
): Missing | undefined {
  const index = once(facts.files, 'index of modules', () =>
    indexFiles(facts.byPath.keys(), rootsOfImages(facts.dockerfiles, facts.byPath.keys())),
  );
  const level = /^\.*/.exec(name)?.[0].length ?? 0;
  const parts = name
    .slice(level)
    .split('.')
    .filter((part) => part !== '');
  const locate = (count: number): ReturnType<typeof locateModule> =>
    locateModule(index, from, parts.slice(0, count).join('.'), level);
  let depth = parts.length;
  while (depth > 0 && locate(depth) === undefined) depth -= 1;
  const around = depth === 0 && level === 0 ? undefined : locate(depth);
  if (around?.folder === undefined || !isPackage(around, imports, level)) return undefined;
  const wanted = depth < parts.length ? parts.slice(depth, depth + 1) : isBare(around.file, facts) ? members : [];
  const missing = wanted.find(
    (each) =>
      /^[A-Za-z_]\w*$/.test(each) &&
      locateModule(index, from, [...parts.slice(0, depth), each].join('.'), level) === undefined &&
      !mayBeMade(around.folder ?? '', each, facts),
  );
  if (missing === undefined) return undefined;
  const place = around.folder === '' ? missing : `${around.folder}/${missing}`;
  return {
    folder: around.folder,
    name: missing,
    place,
    message: `imports ${name}${depth < parts.length ? '' : `, and from it ${missing}`}, and the project has no ${place}.py and no folder ${place}`,
  };
}

function nearModule({ folder, name }: Missing, facts: ProjectFacts): string | undefined {
  const own = modulesIn(folder, facts);
  return own.size > mostCandidates || name.length < 3 ? undefined : nearestWord(name, own);
}

/** A folder is a package of the project where it says so, or where the program has more of it: it may have the name of a library. */
function isPackage(
  { file, folder }: { readonly file?: string; readonly folder?: string },
  imports: readonly Import[],
  level: number,
): boolean {
  const head = `${folder ?? ''}/`;
  return level > 0 || file !== undefined || imports.some(({ files }) => files.some((each) => each.startsWith(head)));
}

/** Nothing in it can give a name, so that what is taken from it is a module. */
function isBare(file: string | undefined, { byPath }: ProjectFacts): boolean {
  if (file === undefined) return true;
  const text = byPath.get(file)?.text;
  return text !== undefined && text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line));
}

/** Compiled, generated, in another root of the project, or kept out of git: the files do not tell. */
function mayBeMade(folder: string, name: string, facts: ProjectFacts): boolean {
  if (writtenByBuild.test(name)) return true;
  const place = folder === '' ? name : `${folder}/${name}`;
  const end = `${folder.slice(folder.lastIndexOf('/') + 1)}/${name}`;
  const { stems, ends, words } = once(facts, 'what may be made', () => indexMade(facts));
  return (
    stems.has(place) ||
    ends.has(end) ||
    words.has(name) ||
    isBroughtBefore(place, facts) ||
    isBroughtBefore(`${place}.py`, facts)
  );
}

/** Files that say what a build of a package makes. */
const building = /(?:^|\/)(?:setup\.(?:py|cfg)|pyproject\.toml|CMakeLists\.txt|meson\.build|[Mm]akefile|build\.py)$/;

interface MadeIndex {
  /** Paths up to each of their dots. */
  readonly stems: ReadonlySet<string>;
  /** `folder/name` for a module or a package anywhere below another folder. */
  readonly ends: ReadonlySet<string>;
  /** Words of what builds packages, and of each RUN. */
  readonly words: ReadonlySet<string>;
}

/** Many imports ask the same of all files. */
function indexMade(facts: ProjectFacts): MadeIndex {
  const [stems, ends, words] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const addWords = (text: string): void => {
    for (const [word] of text.matchAll(/\w+/g)) words.add(word);
  };
  for (const { path, text } of facts.files) {
    const parts = path.split('/');
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) stems.add(path.slice(0, dot));
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1;
      if (at >= 2 && (!isLast || part.endsWith('.py')))
        ends.add(`${parts[at - 1] ?? ''}/${isLast ? part.slice(0, -3) : part}`);
    }
    if (building.test(path) && text !== undefined) addWords(text);
  }
  for (const { instructions } of allDockerfiles(facts))
    for (const { keyword, text } of instructions) if (keyword === 'RUN') addWords(text);
  return { stems, ends, words };
}

function modulesIn(folder: string, { files }: ProjectFacts): ReadonlySet<string> {
  const head = folder === '' ? '' : `${folder}/`;
  return new Set(
    files.flatMap(({ path }) => {
      if (!path.startsWith(head) || !path.endsWith('.py')) return [];
      const [first = ''] = path.slice(head.length).split('/');
      return first === '__init__.py' ? [] : [first.replace(/\.py$/, '')];
    }),
  );
}
