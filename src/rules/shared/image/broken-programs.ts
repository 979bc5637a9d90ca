import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Finding } from '../../../model/check/rule.ts';
import { showWay, type Reach, type ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { findParentlessImports } from '../packages/parentless-imports.ts';
import { findUndefinedNames } from '../files/undefined-names.ts';
import { findNewerSyntax } from '../files/newer-syntax.ts';
import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { linesOf } from '../lines-of.ts';
import { startOfDocument } from '../../../model/programs/start-of-document.ts';
import { shellWord } from '../../../shared/shell-word.ts';

/** What newer Python takes and our grammar does not: a star in an index, `except A, B:`, template strings. */
const ofNewerPython = /\[\s*\*|\bexcept\s+\w[\w.]*\s*,|\b[tT][rR]?["']/;

/** Programs of the project that their language does not take: Python and R look at a whole file before they run its first line. */
export function findBrokenPrograms(
  image: FinalImage,
  dockerfile: string,
  reach: Reach | undefined,
  facts: ProjectFacts,
): readonly Finding[] {
  return [
    ...findNotebooks(image, dockerfile, reach),
    ...findFaulty(reach, facts),
    ...findNewerSyntax(image, reach, facts),
    ...findUndefinedNames(image, dockerfile, facts),
    ...(reach === undefined ? [] : findParentlessImports(reach)),
  ];
}

/** `python3 analysis.ipynb`: what Python makes of JSON does nothing, or ends at its first `null`; and R ends at the first line of a document. */
function findNotebooks(image: FinalImage, dockerfile: string, reach: Reach | undefined): readonly Finding[] {
  const found = startCommands(image, dockerfile, reach).flatMap(({ command: { program, words, line }, file }) => {
    const named = /^(?:python[\d.]*|Rscript)$/.test(program) ? programOf(words) : undefined;
    const isNotebook = named?.endsWith('.ipynb') === true;
    if (named === undefined || !(program === 'Rscript' ? /\.[qr]md$/i.test(named) : isNotebook)) return [];
    const { first, place, code } = startOfDocument(named, named.slice(named.lastIndexOf('/') + 1));
    const location = { file, line };
    if (isNotebook)
      return [
        {
          message: `${program} is given the notebook ${named}, which is no program of Python but a text in JSON`,
          location,
          fix: `${first ?? ''} and start ${place}`,
        },
      ];
    const message = `${program} is given ${named}, which is a document and no program of R`;
    return [
      {
        message,
        location,
        fix: `render it: ${code === undefined ? `quarto render ${named} --output-dir /safe_outputs` : `Rscript -e "${code}"`}`,
      },
    ];
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** What the start says, and the scripts that it runs. */
function startCommands(
  image: FinalImage,
  dockerfile: string,
  reach: Reach | undefined,
): ReadonlyArray<{ readonly command: ShellCommand; readonly file: string }> {
  const scripts = (reach?.programs ?? []).filter(
    ({ class: kind, program }) => kind === 'started' && program.language === 'shell',
  );
  return [
    ...[image.entrypoint, image.cmd].flatMap(
      (each) => each?.commands.map((command) => ({ command, file: dockerfile })) ?? [],
    ),
    ...scripts.flatMap(({ program }) => program.commands.map((command) => ({ command, file: program.path }))),
  ];
}

/** The file that Python is given: the first word that is no option; nothing with `-c`, `-m` or a program from standard input. */
function programOf(words: readonly string[]): string | undefined {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-' || /^-[A-Za-z]*[cm]/.test(word)) return undefined;
    if (!word.startsWith('-')) return word;
    if (/^-[WX]$/.test(word)) at += 1;
  }
  return undefined;
}

function findFaulty(reach: Reach | undefined, facts: ProjectFacts): readonly Finding[] {
  const seen = new Set<string>();
  return (reach?.programs ?? []).flatMap((reached) => {
    const { program, class: kind } = reached;
    const { path, language, broken } = program;
    if (broken === undefined || seen.has(path) || !isSure(reached, facts)) return [];
    seen.add(path);
    const name = language === 'r' ? 'R' : language === 'julia' ? 'Julia' : 'Python';
    const way = showWay(reached.way);
    const what =
      kind === 'built'
        ? `the build runs ${path} (${way}), and ${name} does not take it from line ${String(broken)} on: the image does not build`
        : `${path} is started (${way}), and ${name} does not take it from line ${String(broken)} on: the program stops before its first line runs`;
    return [
      {
        message: what,
        location: { file: path, line: broken },
        fix: `correct it there or just above: ${language === 'julia' ? `julia -e ${shellWord(`Meta.parseall(read(${JSON.stringify(path)}, String))`)}` : language === 'r' ? `Rscript --vanilla -e ${shellWord(`parse(${JSON.stringify(path)})`)}` : `python3 -I -m py_compile ${shellWord(path)}`} says what is wrong`,
      },
    ];
  });
}

/** A text in a Dockerfile may be misread, and what only could be started, or is a document, may never be run whole. */
function isSure(
  { program: { path, language, broken }, class: kind }: ReachedProgram,
  { byPath }: ProjectFacts,
): boolean {
  const text = linesOf(byPath.get(path))?.join('\n');
  if (kind === 'could' || text === undefined) return false;
  if (language === 'r') return /\.[rR]$/.test(path);
  if (language === 'julia') return path.endsWith('.jl') && endsInside(text, broken);
  return language === 'python' && path.endsWith('.py') && !ofNewerPython.test(text);
}

/** Julia's blocks that are still open where the file ends; a quotation mark of any kind may be misread by us. */
function endsInside(text: string, broken: number | undefined): boolean {
  const lines = text.trimEnd().split('\n');
  return broken !== undefined && broken >= lines.length && !/['`]|"""|\$\(|#=/.test(text);
}

/** A program that the image starts and in which nothing stands: the container ends at once, and nothing was done. */
export function findEmptyPrograms(
  image: FinalImage,
  dockerfile: string,
  reach: Reach | undefined,
  facts: ProjectFacts,
): readonly Finding[] {
  const { byPath } = facts;
  const empty = (reach?.programs ?? []).flatMap(({ program: { path, language }, class: kind, way }) => {
    const text = byPath.get(path)?.text;
    const isPlain = /\.(?:py|[rR]|jl|sh)$/.test(path) && !path.endsWith('__init__.py');
    if (kind !== 'started' || way.length !== 1 || !isPlain || text === undefined || language === 'matlab') return [];
    if (!text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))) return [];
    return [
      {
        message: `${showWay(way)} starts ${path}, in which nothing stands: the container ends at once`,
        location: { file: path },
        fix: `write the program into ${path}, or start the one that is meant`,
      },
    ];
  });
  return [...empty, ...findIdlePrograms(image, dockerfile, reach, facts)];
}

/** Lines at the left edge that define functions, and those that stand around them. */
const defining: Readonly<Partial<Record<string, { readonly functions: RegExp; readonly around: RegExp }>>> = {
  python: { functions: /^(?:async |def )/, around: /^(?:class |import |from |@|[)\]}"'])/ },
  r: { functions: /^[\w.]{1,80} ?(?:<-|=) ?(?:function\b|\\\()/, around: /^(?:[(){}]|library\(|require\()/ },
  julia: {
    functions: /^(?:function |\w[\w.!]{0,80}\([^()=]{0,200}\) ?= ?[^=])/,
    around: /^(?:end\b|using |import |export )/,
  },
};

/** Whether a file has functions for others, and does nothing when it is started. */
export function definesOnly(lines: readonly string[] = [], language: string): boolean {
  const signs = defining[language];
  const edge = lines.filter((line) => /^[^\s#]/.test(line));
  return (
    signs !== undefined &&
    edge.some((line) => signs.functions.test(line)) &&
    edge.every((line) => signs.functions.test(line) || signs.around.test(line))
  );
}

/** Programs that an interpreter is given by their path, and that only define functions: the container ends at once, as if all was well. */
function findIdlePrograms(
  image: FinalImage,
  dockerfile: string,
  reach: Reach | undefined,
  { byPath }: ProjectFacts,
): readonly Finding[] {
  const given = new Set(startCommands(image, dockerfile, reach).flatMap(({ command }) => scriptOf(command) ?? []));
  if (given.size === 0) return [];
  const all = new Map((reach?.programs ?? []).map(({ program }) => [program.path, program]));
  return (reach?.programs ?? []).flatMap(({ program, class: kind, way }): readonly Finding[] => {
    const { path, functions } = program;
    const isGiven = kind === 'started' && given.has(path.slice(path.lastIndexOf('/') + 1));
    if (!isGiven || !doesNothing(program, all, byPath, new Set())) return [];
    const isMain = functions.some(({ name }) => name === 'main');
    return [
      {
        message: `${showWay(way)} starts ${path}, which only defines functions and calls none: it does nothing, and the container ends as if all was well`,
        location: { file: path },
        fix: `${isMain ? 'add main() as its last line' : 'call in its last line what does the work'}, or start the program that does`,
      },
    ];
  });
}

/** The name of the file that Python, R or Julia is given to run, without its folder. */
function scriptOf({ program, words }: ShellCommand): string | undefined {
  const given = words.slice(1);
  const at = given.findIndex((word) => /\.(?:py|[rR]|jl)$/.test(word));
  const isRun = /^(?:python[\d.]*|Rscript|julia)$/.test(program) && at >= 0;
  // A module, a text, or a file that is loaded before the one which runs.
  return isRun && !given.slice(0, at).some((word) => /^-[A-Za-z]*[cmeEL]$|^--(?:load|eval|print)/.test(word))
    ? given[at]?.slice((given[at]?.lastIndexOf('/') ?? -1) + 1)
    : undefined;
}

/** What these wrap runs when it is called; another decorator may run it at once. */
const inert =
  /^@(?:staticmethod|property|dataclass|(?:contextlib\.)?contextmanager|(?:functools\.)?(?:lru_cache|cache|wraps)|(?:numba\.)?n?jit|torch\.(?:no_grad|inference_mode)|hydra\.main|click\.\w+)\b/;
/** A name for a text or a number. */
const constant = /^(?:const )?[A-Za-z]\w{0,80} ?(?:<-|=) ?(?:"[^"\\]{0,200}"|'[^'\\]{0,200}'|[\d.]{1,20}) ?$/;
/** Calls at the top that only load packages. */
const loading = /^(?:base::)?(?:library|require|suppress\w+)$/;

/** Whether a call runs when its file does: it stands in no function, is no line that defines one (`f(x) = g(x)`), and does more than to load packages. */
function runsAtTop({ function: within, callee }: Call, line: string, language: string): boolean {
  const isDefinition = language === 'julia' && defining['julia']?.functions.test(line) === true;
  return within === '' && !isDefinition && !loading.test(callee) && !inert.test(`@${callee}`);
}

/** Whether nothing happens when a program is started, nor in the files of the project that it takes in. */
function doesNothing(
  program: ProgramFacts,
  all: ReadonlyMap<string, ProgramFacts>,
  byPath: ProjectFacts['byPath'],
  seen: Set<string>,
): boolean {
  const { path, language, unread, broken, dynamic, commands, calls, imports } = program;
  seen.add(path);
  const written = linesOf(byPath.get(path)) ?? [];
  const lines = written.filter((line) => !constant.test(line.trimEnd()));
  const isRead = unread === undefined && broken === undefined && dynamic === undefined;
  if (!isRead || commands.length > 0 || !definesOnly(lines, language)) return false;
  // Julia calls `main` by itself where it is marked; a call, a block or a bracket at the left edge may be one that runs.
  const mayRun = lines.some((line) =>
    line.startsWith('@') ? !inert.test(line) : /^[({]|^[)}\]]+ ?\(|\(@main\)/.test(line),
  );
  if (mayRun || calls.some((call) => runsAtTop(call, written[call.line - 1] ?? '', language))) return false;
  return imports.every(({ files }) =>
    files.every((file) => {
      const other = all.get(file);
      return seen.has(file) || (other !== undefined && doesNothing(other, all, byPath, seen));
    }),
  );
}
