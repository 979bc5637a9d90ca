import type { AtlasEntry, Setting } from '../../../model/atlas/atlas-entry.ts';
import type { Finding, Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts, ProjectFile } from '../../../model/sources/facts.ts';
import { indexAtlas, type AtlasIndex } from './index-atlas.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** A library that an image has in use, and where that shows. */
export interface LibraryInUse {
  readonly entry: AtlasEntry;
  /** As it is written there: the package, the import. */
  readonly written: string;
  readonly location: Location;
}

const known = new WeakMap<DockerfileFacts, readonly LibraryInUse[]>();

/**
 * Libraries of the atlas that the programs of an image import or its build installs, the first place of each; not what they bring. Found once
 * for all rules.
 */
export function librariesOf(dockerfile: DockerfileFacts, facts: ProjectFacts): readonly LibraryInUse[] {
  const before = known.get(dockerfile);
  if (before !== undefined) return before;
  const libraries = findLibraries(dockerfile, facts);
  known.set(dockerfile, libraries);
  return libraries;
}

function findLibraries(dockerfile: DockerfileFacts, facts: ProjectFacts): readonly LibraryInUse[] {
  const index = indexAtlas(facts.atlas ?? []);
  const found = new Map<string, LibraryInUse>();
  const add = (entry: AtlasEntry, written: string, location: Location): void => {
    if (!found.has(entry.name)) found.set(entry.name, { entry, written, location });
  };
  for (const reached of facts.reach.get(dockerfile.path)?.programs ?? [])
    if (reached.class !== 'built') addImports(reached, index, add);
  for (const { name, location } of [...installed(dockerfile, facts), ...importable(dockerfile, facts)])
    for (const entry of index.byPackage(name)) add(entry, name, location);
  return [...found.values()];
}

/** A package that an image installs. */
interface Package {
  readonly name: string;
  readonly location: Location;
}

type Add = (entry: AtlasEntry, written: string, location: Location) => void;

function addImports({ program }: ReachedProgram, index: AtlasIndex, add: Add): void {
  const { language, path, imports, calls } = program;
  const note = (name: string, of: AtlasEntry['language'], line: number): void => {
    for (const key of new Set([name, name.split('.')[0] ?? name]))
      for (const entry of index.byImport(key)) if (entry.language === of) add(entry, name, { file: path, line });
  };
  for (const { name, files, line } of imports)
    if (files.length === 0 && language !== 'shell' && language !== 'matlab' && language !== 'stata')
      note(name, language, line);
  // R that starts Python imports from there.
  for (const {
    callee,
    positional: [first],
    line,
  } of language === 'r' ? calls : []) {
    const name = /^(?:reticulate::)?import$/.test(callee) ? textOf(first) : undefined;
    if (name !== undefined) note(name, 'python', line);
  }
}

/** Of an image that starts nothing of the project, as a session does: what its files import, since a person may start any of them. */
function importable(dockerfile: DockerfileFacts, facts: ProjectFacts): readonly Package[] {
  const { path, context } = dockerfile;
  const { reach, libraries, requirements } = facts;
  if (reach.get(path)?.startsProject === true) return [];
  const words = wordsOfRuns(dockerfile);
  const lists = requirements.map((list) => list.path);
  // Beside a list that a RUN installs, another one is for other days.
  const isOne = lists.some((list) => words.has(baseName(list)));
  const others = new Set(isOne ? lists.filter((list) => !words.has(baseName(list))) : []);
  return libraries.filter(({ location: { file } }) => context.runtime.has(file) && !others.has(file));
}

function wordsOfRuns({ instructions }: DockerfileFacts): ReadonlySet<string> {
  return new Set(
    instructions.flatMap(({ keyword, commands }) =>
      keyword === 'RUN' ? commands.flatMap((command) => command.words.map(baseName)) : [],
    ),
  );
}

/** Packages that this Dockerfile installs: by name, from a file that a RUN names, or with the project itself. */
function installed(dockerfile: DockerfileFacts, facts: ProjectFacts): readonly Package[] {
  const { path, instructions } = dockerfile;
  const words = wordsOfRuns(dockerfile);
  const lists = new Set(facts.requirements.map((list) => list.path));
  const named = facts.libraries.filter(
    ({ location: { file } }) => file === path || (lists.has(file) && words.has(baseName(file))),
  );
  const installsProject = instructions.some(
    ({ keyword, commands }) =>
      keyword === 'RUN' && commands.some(({ program, words: given }) => installsAProject(program, given)),
  );
  const project = installsProject ? facts.files.filter((file) => /(?:^|\/)pyproject\.toml$/.test(file.path)) : [];
  const lesser = facts.files.filter(
    (file) => !lists.has(file.path) && /\.(?:txt|in|ya?ml)$/.test(file.path) && words.has(baseName(file.path)),
  );
  return [...named, ...project.flatMap(dependenciesIn), ...lesser.flatMap(packagesIn)];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Of a file that a RUN names and whose name tells nothing: lines that are a package, alone or in a YAML list. */
function packagesIn({ path, text = '' }: ProjectFile): readonly Package[] {
  return text.split('\n').flatMap((line, index) => {
    const name = /^\s*(?:-\s+)?(?:[\w-]+::)?([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>~!@;].*)?$/.exec(line)?.[1];
    return name === undefined ? [] : [{ name: foldName(name), location: { file: path, line: index + 1 } }];
  });
}

function installsAProject(program: string, words: readonly string[]): boolean {
  const given = words.slice(1);
  if (/^(?:poetry|pdm|hatch|pixi|rye)$/.test(program)) return given.some((word) => /^(?:install|sync|env)$/.test(word));
  if (program === 'uv' && given.some((word) => /^(?:sync|run)$/.test(word))) return true;
  if (!/^(?:pip|uv)$/.test(program) || !given.includes('install')) return false;
  return given.some(
    (word, at) =>
      word === '.' ||
      /^(?:\.{0,2}\/[^:]*|\.\[.*\])$/.test(word) ||
      (word === '-r' && given[at + 1]?.endsWith('pyproject.toml')),
  );
}

/** Names in the dependencies of a pyproject.toml, by the two ways of writing them; groups for development are left out. */
function dependenciesIn({ path, text = '' }: ProjectFile): readonly Package[] {
  let section = '';
  let inList = false;
  return text.split('\n').flatMap((line, index) => {
    const location = { file: path, line: index + 1 };
    section = /^\s*\[{1,2}([^[\]]+)\]{1,2}\s*$/.exec(line)?.[1] ?? section;
    const isTable = /^tool\.(?:poetry|pixi)\.(?:pypi-)?dependencies$/.test(section);
    const key = isTable ? /^\s*["']?([A-Za-z0-9][\w.-]*)["']?\s*=/.exec(line)?.[1] : undefined;
    if (/^\s*dependencies\s*=\s*\[/.test(line) && section === 'project') inList = true;
    const listed = inList
      ? [...line.matchAll(/["']([A-Za-z0-9][\w.-]*)(?:[^\w.\-"'][^"']*)?["']/g)].map((match) => match[1] ?? '')
      : [];
    if (inList && /\]\s*(?:#|$)/.test(line)) inList = false;
    return [...(key === undefined ? [] : [key]), ...listed].map((name) => ({ name: foldName(name), location }));
  });
}

/** Whether an entry is one of some, or brings one. */
export function bringsOneOf(entry: AtlasEntry, names: readonly string[], atlas: readonly AtlasEntry[]): boolean {
  const index = indexAtlas(atlas);
  const all = new Set([entry.name]);
  // A set grows while it is walked.
  for (const name of all) for (const brought of index.byName(name)?.brings ?? []) all.add(brought);
  return names.some((name) => all.has(name));
}

/** Sets a variable after the last RUN of the final stage, where no installation is left that it could break. */
export function addVariable(
  { name, value }: Pick<Setting, 'name' | 'value'>,
  { stage }: FinalImage,
  file: string,
): Pick<Finding, 'fix' | 'edits'> {
  const last = stage.instructions.findLast(({ keyword, onbuild }) => /^(?:RUN|FROM|ENV)$/.test(keyword) && !onbuild);
  const text = `ENV ${name}=${value}`;
  const edits = last === undefined ? {} : { edits: [{ file, start: last.end, end: last.end, text: `\n${text}` }] };
  return { fix: `add the line: ${text}`, ...edits };
}
