import type { Orchestrator } from '../../model/adopt/orchestrator.ts';
import type { ProgramSurvey, RepositoryFacts, SurveyLanguage } from '../../model/adopt/repository-facts.ts';
import type { SurveyedLanguage } from '../../model/adopt/surveyed-language.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf } from '../../model/programs/value.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { resolveProgram } from '../../parse/adopt/resolve-program.ts';
import { describeOpen, listNoPrograms, usesThroughPackages } from './uses-through-packages.ts';
import { startedElsewhere } from './started-elsewhere.ts';
import { isIdle, startLine } from './starts-by-itself.ts';
import { groupBy } from '../../shared/group-by.ts';

/** The person's programs, with what starts, and who names, imports or sources whom. */
export function surveyPrograms(
  files: readonly ProjectFile[],
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  { orchestrators, consoleScripts }: Pick<RepositoryFacts, 'orchestrators' | 'consoleScripts'>,
  { languages, preparing }: Pick<SurveyKnowledge, 'languages' | 'preparing'>,
): ProgramSurvey[] {
  const all = Object.values(languages);
  const paths = new Set(files.map(({ path }) => path));
  const none = listNoPrograms([...paths, ...facts.keys()], all);
  const programs = files.filter(({ path }) => languageOf(path) !== undefined && !none.has(path));
  const { uses, starting } = findUses(programs, facts, {
    paths,
    orchestrators,
    calls: all.flatMap(({ calls }) => calls ?? []),
  });
  const packages = new Set(listPackageFolders(files, all));
  const through = usesThroughPackages(facts, none);
  const starts = new Set(all.flatMap(({ modules }) => modules?.start ?? []));
  const called = new Map(consoleScripts.toReversed().map((each) => [each.path, each]));
  const surveyed = programs.map(({ path, text = '' }): ProgramSurvey => {
    const program = facts.get(path)?.[0];
    const kind = path.endsWith('.ipynb') ? 'notebook' : /\.[Rrq]md$/.test(path) ? 'document' : 'script';
    const fileLanguage = languageOf(path) ?? 'shell';
    const language =
      kind === 'script' ? fileLanguage : (program?.language ?? documentLanguage(text, fileLanguage, all));
    const line =
      kind === 'script'
        ? startLine(languages[language], { program, text, isModule: packages.has(folderOf(path)) }, preparing)
        : 1;
    // `python -m PACKAGE` starts it, whatever it calls.
    const byItself = (line !== undefined && !isChild(path, kind)) || (path.includes('/') && starts.has(nameOf(path)));
    const command = byItself ? undefined : called.get(path);
    return {
      path,
      kind,
      language,
      starts: byItself || command !== undefined,
      ...(command === undefined ? {} : { called: command }),
      ...(kind === 'script' && !byItself && isIdle(languages[language], program, text) ? { isIdle: true } : {}),
      line: line ?? 1,
      usedBy: [...(uses.get(path) ?? [])].toSorted(),
      ...(starting.has(path) ? { startedBy: [...(starting.get(path) ?? [])].toSorted() } : {}),
      ...describeReach(facts.get(path), paths, through.get(path)),
      ...startedElsewhere(facts.get(path), folderOf(path), paths),
      isSide: isAside(path, kind),
    };
  });
  const needed = findNeeded(surveyed, facts, all);
  return surveyed.map((program) => (needed.has(program.path) ? { ...program, isSide: false } : program));
}

/** Programs among tests, tools or templates that others use, which are therefore none of these. */
function findNeeded(
  programs: readonly ProgramSurvey[],
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  languages: readonly SurveyedLanguage[],
): ReadonlySet<string> {
  const front = programs.flatMap(({ path, isSide }) => (isSide ? [] : [path]));
  // What makes a package of a folder is no program, and imports some.
  const byPackages = listPackageMarks([...facts.keys()], languages)
    .filter((path) => !isSidePath(path))
    .flatMap((path) => (facts.get(path) ?? []).flatMap(({ imports }) => imports.flatMap((each) => each.files)));
  return withUsed(new Set([...front, ...byPackages]), programs);
}

/** Paths, with each program that one of these imports, sources or starts, and so on. */
export function withUsed(
  paths: ReadonlySet<string>,
  programs: readonly Pick<ProgramSurvey, 'path' | 'usedBy'>[],
): ReadonlySet<string> {
  const used = new Map<string, string[]>();
  for (const { path, usedBy } of programs)
    for (const by of usedBy) {
      const known = used.get(by);
      if (known === undefined) used.set(by, [path]);
      else known.push(path);
    }
  const needed = new Set(paths);
  // What is added on the way is come by too.
  for (const by of needed) for (const path of used.get(by) ?? []) needed.add(path);
  return needed;
}

/** By what a program is reached beside {@link ProgramSurvey.usedBy}, and whether it may reach what no text of it names. */
function describeReach(
  read: readonly ProgramFacts[] | undefined,
  paths: ReadonlySet<string>,
  through: ReadonlySet<string> = new Set(),
): Pick<ProgramSurvey, 'throughPackage' | 'isOpen' | 'openAt' | 'mayLoad' | 'importsOwn'> {
  return {
    ...(through.size === 0 ? {} : { throughPackage: [...through].toSorted() }),
    ...describeOpen(read, paths),
    ...(read?.some(({ imports }) => imports.some(({ files }) => files.length > 0)) === true
      ? { importsOwn: true }
      : {}),
  };
}

/** Whether it lies among tests, tools, documentation or templates. */
function isAside(path: string, kind: ProgramSurvey['kind']): boolean {
  return (
    isSidePath(path) ||
    /(?:^|\/)(?:test_[\w-]+|[\w-]+_test)\.\w+$/.test(path) ||
    (kind === 'document' && /(?:^|\/)README\.[Rrq]md$/.test(path))
  );
}

/** A part of a document that another one takes in. */
function isChild(path: string, kind: ProgramSurvey['kind']): boolean {
  return kind === 'document' && /(?:^|\/)_[^/]*$/.test(path);
}

/** Of several that show the last: a document in Julia or R may have a chunk of Python. */
function documentLanguage(
  text: string,
  otherwise: SurveyLanguage,
  languages: readonly SurveyedLanguage[],
): SurveyLanguage {
  const shown = languages.findLast(
    ({ inDocuments }) => inDocuments?.sign.test(text) === true && inDocuments.unless?.test(text) !== true,
  );
  return shown?.name ?? otherwise;
}

/** Folders that hold a package of modules. */
export function listPackageFolders(
  files: readonly ProjectFile[],
  languages: readonly SurveyedLanguage[],
): readonly string[] {
  return listPackageMarks(
    files.map(({ path }) => path),
    languages,
  ).map(folderOf);
}

/** Files that make a package of modules of the folder in which they lie. */
export function listPackageMarks(paths: readonly string[], languages: readonly SurveyedLanguage[]): readonly string[] {
  const marks = new Set(languages.flatMap(({ modules }) => modules?.mark ?? []));
  return paths.filter((path) => marks.has(nameOf(path)));
}

type Uses = ReadonlyMap<string, ReadonlySet<string>>;

/** Path -> programs that use it, and of these those that do not import it. A program that only lists another in a comment does not, where the language is read. */
function findUses(
  programs: readonly ProjectFile[],
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  {
    paths,
    orchestrators,
    calls: unread,
  }: {
    readonly paths: ReadonlySet<string>;
    readonly orchestrators: readonly Orchestrator[];
    /** How programs that are not read call others. */
    readonly calls: readonly NonNullable<SurveyedLanguage['calls']>[];
  },
): { readonly uses: Uses; readonly starting: Uses } {
  const uses = new Map<string, Set<string>>();
  const starting = new Map<string, Set<string>>();
  const add = (used: string | undefined, by: string, isImport = false): void => {
    if (used === undefined || used === by) return;
    for (const kind of isImport ? [uses] : [uses, starting]) kind.set(used, (kind.get(used) ?? new Set()).add(by));
  };
  const byName = findByName(programs, paths);
  for (const { path, text = '' } of programs) {
    const parts = facts.get(path) ?? [];
    for (const { imports, texts, commands, calls } of parts) {
      for (const { files } of imports) for (const file of files) add(file, path, true);
      for (const { text: literal } of texts) if (/\.\w+$/.test(literal)) add(byName(literal), path);
      for (const { words } of commands) add(resolveProgram(words, paths, [folderOf(path)]), path);
      for (const call of calls) add(sourcedFolder(call), path);
    }
    if (parts.length > 0) continue;
    for (const line of text.split('\n')) {
      // Longer lines than people write hold no call of another file.
      if (line.length > 500) continue;
      for (const { line: pattern, ending } of unread) {
        const name = pattern.exec(line)?.[1];
        if (name !== undefined) add(byName(name.endsWith(ending) ? name : `${name}${ending}`), path);
      }
    }
  }
  for (const { path } of orchestrators) {
    const text = programs.find((file) => file.path === path)?.text;
    if (text !== undefined && /tar_source\(/.test(text))
      for (const { path: other } of programs) if (other.startsWith('R/')) add(other, path);
  }
  return { uses, starting };
}

/** Finds the program that a text ends with: by its path, or by its name where there is only one of it. */
function findByName(
  programs: readonly ProjectFile[],
  paths: ReadonlySet<string>,
): (text: string) => string | undefined {
  const names = groupBy(
    programs.map(({ path }) => path),
    nameOf,
  );
  return (text) => {
    const name = /(?<![\w. -])([\w. -]+\.\w+)["']?$/.exec(text.trim())?.[1];
    const found = name === undefined ? undefined : names.get(name);
    return found === undefined ? undefined : (pathAtEnd(text, paths) ?? (found.length === 1 ? found[0] : undefined));
  };
}

/** The longest path of the repository that a text ends with. Of long texts only the end is looked at. */
function pathAtEnd(text: string, paths: ReadonlySet<string>): string | undefined {
  const end = text.trim().replace(/["']$/, '').replaceAll('\\', '/').slice(-300);
  for (let at = 0; at < end.length; at += 1)
    if (!/[\w.-]/.test(end[at - 1] ?? '') && paths.has(end.slice(at))) return end.slice(at);
  return undefined;
}

function sourcedFolder({ callee, positional }: Call): string | undefined {
  return /^(?:rmarkdown::)?render$|^quarto_render$/.test(callee) ? textOf(positional[0]) : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
