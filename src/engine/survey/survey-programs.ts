import type { Orchestrator, ProgramSurvey, SurveyLanguage } from '../../model/adopt/repository-facts.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf } from '../../model/programs/value.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { resolveProgram } from '../../parse/adopt/resolve-program.ts';

/** The person's programs, with what starts, and who names, imports or sources whom. */
export function surveyPrograms(
  files: readonly ProjectFile[],
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  orchestrators: readonly Orchestrator[],
): ProgramSurvey[] {
  const programs = files.filter(
    ({ path }) =>
      languageOf(path) !== undefined &&
      !/(?:^|\/)(?:__init__|setup|conftest|noxfile|sitecustomize|conf)\.py$/.test(path),
  );
  const uses = findUses(programs, facts, new Set(files.map(({ path }) => path)), orchestrators);
  const packages = new Set(files.flatMap(({ path }) => (/(?:^|\/)__init__\.py$/.test(path) ? [folderOf(path)] : [])));
  return programs.map(({ path, text = '' }) => {
    const program = facts.get(path)?.[0];
    const kind = path.endsWith('.ipynb') ? 'notebook' : /\.[Rrq]md$/.test(path) ? 'document' : 'script';
    const fileLanguage = languageOf(path) ?? 'shell';
    const language = kind === 'script' ? fileLanguage : (program?.language ?? documentLanguage(text, fileLanguage));
    const line = kind === 'script' ? startLine({ language, program, text, isModule: packages.has(folderOf(path)) }) : 1;
    return {
      path,
      kind,
      language,
      // `python -m PACKAGE` starts it, whatever it calls.
      starts: (line !== undefined && !isChild(path, kind)) || path.endsWith('/__main__.py'),
      line: line ?? 1,
      usedBy: [...(uses.get(path) ?? [])].toSorted(),
      isSide:
        isSidePath(path) ||
        /(?:^|\/)(?:test_[\w-]+|[\w-]+_test)\.\w+$/.test(path) ||
        (kind === 'document' && /(?:^|\/)README\.[Rrq]md$/.test(path)),
    };
  });
}

/** A part of a document that another one takes in. */
function isChild(path: string, kind: ProgramSurvey['kind']): boolean {
  return kind === 'document' && /(?:^|\/)_[^/]*$/.test(path);
}

function documentLanguage(text: string, otherwise: SurveyLanguage): SurveyLanguage {
  if (/^[ \t]*```\{julia/m.test(text) || /"language":\s*"julia"/.test(text)) return 'julia';
  if (/"name":\s*"(?:ir|R)"|"language":\s*"R"/.test(text)) return 'r';
  return /^[ \t]*```\{python/m.test(text) && !/^[ \t]*```\{r/m.test(text) ? 'python' : otherwise;
}

/** Calls that only prepare: a file of functions has them too. */
const preparing =
  /^(?:library|require|requireNamespace|suppress\w+|source|sys\.source|options|set\.seed|rm|setwd|here::i_am|conflicted::.*|knitr::opts_\w.*|theme_set|theme_update|Sys\.set\w+|p_load|pacman::.*|invisible|function|c|list|box::use|here|utils::globalVariables|globalVariables|tar_option_set|import|include|Random\.seed!|logging\.\w+|sys\.path\.\w+|warnings\.\w+|os\.environ.*|load_dotenv|dotenv\..*|matplotlib\.\w+|plt\.style\.use|pathlib\.\w+|os\.path\.\w+|Path|TypeVar|namedtuple|collections\.\w+|re\.compile|\w+\.getLogger|torch\.(?:device|manual_seed|cuda\..*)|numpy\.\w+|np\.\w+|typing\..*|dict|set|tuple|frozenset|range|len|str|int|float|super|property|logger\.\w+|\?\..*|using|export|joinpath|dirname|abspath|Pkg\.activate|quickactivate|activate|append!?|haskey|get|parse|isfile|mkpath)$/;

/** The first line by which a script does something of its own when it is started. */
function startLine({
  language,
  program,
  text,
  isModule,
}: {
  readonly language: SurveyLanguage;
  readonly program: ProgramFacts | undefined;
  readonly text: string;
  /** It lies in a package of Python, from which others import it: only a guard shows that it is started too. */
  readonly isModule: boolean;
}): number | undefined {
  if (language === 'matlab') return /^[ \t]*(?:function|classdef)\b/m.test(text) ? undefined : 1;
  if (language === 'stata') return 1;
  if (program === undefined || program.unread !== undefined) return 1;
  const guard = program.calls.find(({ onlyWhenStarted }) => onlyWhenStarted);
  if (guard !== undefined) return guard.line;
  const deeds = program.calls.filter((call) => call.function === '' && !preparing.test(call.callee));
  const sources = program.imports.filter(({ name, files }) => files.length > 0 && /\.(?:R|r|jl)$/.test(name));
  if (language === 'shell') return program.commands.length === 0 ? undefined : program.commands[0]?.line;
  if (language === 'r')
    return deeds.length > 1 || sources.length > 1 ? (deeds[0]?.line ?? sources[0]?.line) : undefined;
  return deeds.length > 2 && !isModule ? deeds[0]?.line : undefined;
}

/** `do "file"` of Stata, also in a comment. */
const calledFile =
  /^[ \t]*(?:(?:\/\/|\*)[ \t]*)?(?:(?:qui(?:etly)?|cap(?:ture)?|noi(?:sily)?)[ \t]+)*(?:do|run|include)[ \t]+(?:["`]+([^\n"]+)|([^\s",][^\n",]*))/;

/** Path -> programs that use it. A program that only lists another in a comment does not, where the language is read. */
function findUses(
  programs: readonly ProjectFile[],
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  paths: ReadonlySet<string>,
  orchestrators: readonly Orchestrator[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  const add = (used: string | undefined, by: string): void => {
    if (used === undefined || used === by) return;
    const users = uses.get(used) ?? new Set<string>();
    users.add(by);
    uses.set(used, users);
  };
  const names = new Map<string, string[]>();
  for (const { path } of programs) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const known = names.get(name);
    if (known === undefined) names.set(name, [path]);
    else known.push(path);
  }
  const byName = (text: string): string | undefined => {
    const name = /(?<![\w. -])([\w. -]+\.\w+)["']?$/.exec(text.trim())?.[1];
    const found = name === undefined ? undefined : names.get(name);
    return found === undefined ? undefined : (pathAtEnd(text, paths) ?? (found.length === 1 ? found[0] : undefined));
  };
  for (const { path, text = '' } of programs) {
    const parts = facts.get(path) ?? [];
    for (const { imports, texts, commands, calls } of parts) {
      for (const { files } of imports) for (const file of files) add(file, path);
      for (const { text: literal } of texts) if (/\.\w+$/.test(literal)) add(byName(literal), path);
      for (const { words } of commands) add(resolveProgram(words, paths, [folderOf(path)]), path);
      for (const call of calls) add(sourcedFolder(call), path);
    }
    if (parts.length > 0) continue;
    for (const line of text.split('\n')) {
      // Longer lines than people write hold no call of another file.
      const name = line.length > 500 ? undefined : calledFile.exec(line)?.[1];
      if (name === undefined) continue;
      add(byName(name.endsWith('.do') ? name : `${name}.do`), path);
    }
  }
  for (const { path } of orchestrators) {
    const text = programs.find((file) => file.path === path)?.text;
    if (text !== undefined && /tar_source\(/.test(text))
      for (const { path: other } of programs) if (other.startsWith('R/')) add(other, path);
  }
  return uses;
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

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
