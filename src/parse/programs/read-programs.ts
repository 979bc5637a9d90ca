import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { edgesOf } from './python/edges.ts';
import { Glances } from './glance/glance.ts';
import type { LoadSyntax, Syntax, SyntaxLanguage } from '../../model/programs/syntax.ts';
import type { Value } from '../../model/programs/value.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { emptyFacts } from './empty-facts.ts';
import { settingsIn } from './files/settings-file.ts';
import { describeJulia } from './julia/describe-julia.ts';
import type { ProgramText } from './program-text.ts';
import { isProgram, languageOf, programTexts } from './program-texts.ts';
import { describePython } from './python/describe-python.ts';
import { PythonEvaluator } from './python/evaluate.ts';
import { indexFiles, locateModule, type FileIndex } from './python/locate-module.ts';
import { lastNameOf, parsePython, type PythonModule, type PythonModules } from './python/python-module.ts';
import type { CallSite } from './python/scope.ts';
import { describeR } from './r/describe-r.ts';
import { REvaluator } from './r/evaluate-r.ts';
import { parseR, type RModule } from './r/r-module.ts';
import { idleNames } from './r/r-edges.ts';
import { loadOwn, ownPackages, type OwnPackages } from './r/own-packages.ts';
import { RProject } from './r/r-project.ts';
import { WorkBudget } from '../text/work-budget.ts';
import { describeShell } from './shell/describe-shell.ts';

/** Programs of one project that are kept in memory as trees, in characters; what comes after is not read. */
const most = 30_000_000;

/** Calls, commands, imports and texts of programs, counted again for each way in which an image reaches the program: ten times the most of a hundred repositories. */
const mostReached = 500_000;

/** Calls of one name that are kept: nothing is learned from a function that is called more often than this. */
const mostSites = 200;

type Parsed =
  | { readonly kind: 'python'; readonly module: PythonModule }
  | { readonly kind: 'r'; readonly module: RModule }
  | { readonly kind: 'facts'; readonly facts: ProgramFacts };

/** An evaluator of all programs that were parsed so far, and the facts that it gave: they hold until another program is parsed. */
interface Evaluation<Evaluator> {
  readonly evaluator: Evaluator;
  readonly edges: Map<Parsed, ProgramFacts>;
  readonly all: Map<Parsed, ProgramFacts>;
}

const evaluateBy = <E>(evaluator: E): Evaluation<E> => ({ evaluator, edges: new Map(), all: new Map() });

function remember(facts: Map<Parsed, ProgramFacts>, parsed: Parsed, describe: () => ProgramFacts): ProgramFacts {
  const known = facts.get(parsed) ?? describe();
  facts.set(parsed, known);
  return known;
}

/**
 * Reads the programs of one project, each once. First each is parsed, when somebody asks for what it leads to; then all are described
 * together, since what a parameter is shows in the calls of other modules.
 */
export class ProgramReader implements PythonModules {
  /** Languages that would have been read, had their parsers been given. */
  readonly lacking = new Set<SyntaxLanguage>();
  readonly glances = new Glances();
  private readonly work = new WorkBudget(
    mostReached,
    `what it and other Dockerfiles start has more than ${String(mostReached)} calls, commands, imports and texts, counted each time that it is started`,
  );
  private readonly files: ReadonlyMap<string, ProjectFile>;
  private readonly syntax: Syntax | undefined;
  readonly index: FileIndex;
  private readonly parsed = new Map<string, readonly Parsed[]>();
  private readonly modulesByPath = new Map<string, PythonModule>();
  private readonly rProject = new RProject();
  private readonly packages: OwnPackages;
  private readonly sites = new Map<string, (CallSite & { readonly module: PythonModule })[]>();
  private python: Evaluation<PythonEvaluator> | undefined;
  private r: Evaluation<REvaluator> | undefined;
  private characters = 0;

  /** What `syntax` cannot parse yet, the reader notes as {@link lacking}. `roots`: folders in which Python looks besides. */
  constructor(files: readonly ProjectFile[], syntax?: Syntax, roots: readonly string[] = []) {
    this.files = new Map(files.map((file) => [file.path, file]));
    this.syntax = syntax;
    this.packages = ownPackages(files);
    this.index = indexFiles(this.files.keys(), roots);
  }

  /** Parses a file, and gives its facts as far as they show by now: imports and what it starts. */
  preview(path: string): readonly ProgramFacts[] {
    return this.parse(path).map((each) => {
      // Of all its calls those are sought that lead on, each time that something starts it.
      if (each.kind !== 'facts') this.work.spend(each.module.calls.length);
      return this.describe(each, 'edges');
    });
  }

  textOf(path: string): string | undefined {
    return this.files.get(path)?.text;
  }

  /** A text in another file, such as `python -c` in a Dockerfile. */
  previewText(
    path: string,
    program: ProgramText,
  ): { readonly facts: ProgramFacts; readonly finish: () => ProgramFacts } {
    const parsed = this.parseText(path, program, 'text');
    return { facts: this.describe(parsed, 'edges'), finish: () => this.describe(parsed, 'all') };
  }

  /** All that is known of a file by now: everything, when all that is reached was parsed. */
  facts(path: string): readonly ProgramFacts[] {
    return this.parse(path).map((each) => this.describe(each, 'all'));
  }

  /** Pays for one more reading of what is known of a program; throws TooMuchWork when that is more than any project's images reach. */
  spend({ calls, commands, imports, texts }: ProgramFacts, times = 1): void {
    this.work.spend(times * (1 + calls.length + commands.length + imports.length + texts.length));
  }

  locate(from: string, name: string, level: number): { readonly file?: string; readonly folder?: string } | undefined {
    return locateModule(this.index, from, name, level);
  }

  module(path: string): PythonModule | undefined {
    if (!this.parsed.has(path)) this.parse(path);
    return this.modulesByPath.get(path);
  }

  settings(from: string, path: Value | undefined): Value | undefined {
    return settingsIn(path, from, this.files);
  }

  callsOf(name: string): readonly (CallSite & { readonly module: PythonModule })[] {
    return this.sites.get(name) ?? [];
  }

  private noteSites(module: PythonModule): void {
    for (const site of module.calls) {
      const name = lastNameOf(site.node, module.text);
      if (name === undefined) continue;
      const known = this.sites.get(name);
      if (known === undefined) this.sites.set(name, [{ ...site, module }]);
      else if (known.length < mostSites) known.push({ ...site, module });
    }
  }

  /** Parses a file, so that the facts of all know it. */
  parse(path: string): readonly Parsed[] {
    const known = this.parsed.get(path);
    if (known !== undefined) return known;
    const file = this.files.get(path);
    const unread = (why: string): readonly Parsed[] => [
      { kind: 'facts', facts: { ...emptyFacts({ path, language: languageOf(path, file?.text) }), unread: why } },
    ];
    const parsed =
      file?.text === undefined ? unread(file?.unread ?? 'it was not read') : this.parseFile(path, file.text, unread);
    this.parsed.set(path, parsed);
    return parsed;
  }

  private parseFile(path: string, text: string, unread: (why: string) => readonly Parsed[]): readonly Parsed[] {
    this.characters += text.length;
    if (this.characters > most) return unread(`the programs of the project have more than ${String(most)} characters`);
    const texts = programTexts(path, text);
    if ('unread' in texts) return unread(texts.unread);
    return texts.map((program) => this.parseText(path, program, 'file'));
  }

  private parseText(path: string, program: ProgramText, of: 'file' | 'text'): Parsed {
    const { language } = program;
    const fact = (facts: Partial<ProgramFacts>): Parsed => ({
      kind: 'facts',
      facts: { ...emptyFacts({ path, language }), ...facts },
    });
    if (language === 'shell') return fact(describeShell(path, program));
    if (this.syntax?.isReady(language, program.text) !== true) {
      this.lacking.add(language);
      return fact({ unread: 'no parser was given for its language' });
    }
    if (language === 'julia') return fact(describeJulia(path, program, this.syntax, this.index.paths));
    if (language === 'python') {
      // What was evaluated before may depend on what the new module calls.
      this.python = undefined;
      const module = parsePython(path, program, this.syntax);
      if ('unread' in module) return fact(module);
      if (of === 'file') this.modulesByPath.set(path, module);
      this.noteSites(module);
      return { kind: 'python', module };
    }
    this.r = undefined;
    const module = parseR(path, program, this.syntax);
    if ('unread' in module) return fact(module);
    this.rProject.add(module);
    return { kind: 'r', module };
  }

  private describe(parsed: Parsed, extent: 'edges' | 'all'): ProgramFacts {
    if (parsed.kind === 'facts') return parsed.facts;
    if (parsed.kind === 'python') {
      const { evaluator, [extent]: facts } = (this.python ??= evaluateBy(new PythonEvaluator(this)));
      const module = extent === 'all' ? parsed.module : edgesOf(parsed.module);
      return remember(facts, parsed, () => describePython(module, evaluator, extent));
    }
    const { evaluator, [extent]: facts } = (this.r ??= evaluateBy(new REvaluator(this.rProject)));
    const idle = extent === 'all' ? undefined : idleNames(parsed.module, this.rProject);
    const { paths } = this.index;
    return remember(facts, parsed, () => loadOwn(describeR(parsed.module, evaluator, paths, idle), this.packages));
  }
}

/**
 * Reads all programs of a list of files: by path its facts, several for a document with chunks of several languages. `besides`: files of which only
 * those are read that a program imports or sources.
 */
export async function readPrograms(
  files: readonly ProjectFile[],
  loadSyntax: LoadSyntax,
  besides: readonly ProjectFile[] = [],
): Promise<ReadonlyMap<string, readonly ProgramFacts[]>> {
  const programs = files.filter(({ path, text }) => isProgram(path, text));
  if (programs.length === 0) return new Map();
  const reader = await withParsers([...files, ...besides], loadSyntax, (each) => {
    for (const { path } of programs) each.parse(path);
  });
  const facts = new Map(programs.map(({ path }) => [path, reader.facts(path)]));
  const others = new Set(besides.flatMap(({ path, text }) => (isProgram(path, text) ? [path] : [])));
  // What is added on the way is come by too.
  for (const parts of others.size === 0 ? [] : facts.values())
    for (const path of parts.flatMap(({ imports }) => imports.flatMap((each) => each.files)))
      if (others.has(path) && !facts.has(path)) facts.set(path, reader.facts(path));
  return facts;
}

/**
 * Reads with ever more parsers, until none is lacking: which are needed shows only while reading. Gives the reader that had all. `roots`: folders
 * in which Python looks besides.
 */
export async function withParsers(
  files: readonly ProjectFile[],
  loadSyntax: LoadSyntax | undefined,
  read: (reader: ProgramReader) => void,
  roots: readonly string[] = [],
): Promise<ProgramReader> {
  const languages = new Set<SyntaxLanguage>();
  for (;;) {
    const reader = new ProgramReader(files, await loadSyntax?.(languages), roots);
    read(reader);
    if (reader.lacking.size === 0 || loadSyntax === undefined) return reader;
    for (const language of reader.lacking) languages.add(language);
  }
}
