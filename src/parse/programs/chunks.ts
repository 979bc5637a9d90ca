import {
  codeOfOptions,
  engineOf,
  evaluationSetBy,
  fromElsewhere,
  isEvaluated,
  isOffInHeader,
} from './chunk-options.ts';
import type { ProgramText } from './program-text.ts';

/** Chunk engines that are read. */
const engines: ReadonlyMap<string, ProgramText['language']> = new Map([
  ['r', 'r'],
  ['python', 'python'],
  ['julia', 'julia'],
  ['bash', 'shell'],
  ['sh', 'shell'],
  ['zsh', 'shell'],
]);
/** Engines that start a program in a language that is not read. */
const foreign: ReadonlySet<string> = new Set(
  'perl ruby node php lua go groovy scala haskell octave matlab stata sas powershell awk gawk sed coffee rcpp c cc fortran fortran95'.split(
    ' ',
  ),
);

/** What was found so far, a text for each language, by line. */
class Found {
  private readonly texts = new Map<ProgramText['language'], string[]>();
  private readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  put(language: ProgramText['language'], at: number, line: string): void {
    const lines = this.texts.get(language) ?? Array.from({ length: this.count }, () => '');
    const before = lines[at] ?? '';
    lines[at] = before === '' ? line : `${before}; ${line}`;
    this.texts.set(language, lines);
  }

  all(): readonly ProgramText[] {
    return [...this.texts].map(([language, lines]) => ({ language, text: lines.join('\n') }));
  }
}

/** A chunk: what stands in its braces, and its lines with the index of the first. */
interface Chunk {
  readonly engine: string;
  readonly options: string;
  readonly lines: readonly string[];
  readonly start: number;
}

/** The chunks of an R Markdown, Quarto or Sweave document that are evaluated, a text for each language; other lines stay empty, so that lines agree. */
export function splitChunks(text: string, isSweave = false): readonly ProgramText[] {
  const written = text.split('\n');
  const found = new Found(written.length);
  let isOff = isOffInHeader(written);
  const between = [...written];
  for (const chunk of chunksIn(written, isSweave)) {
    for (let at = chunk.start - 1; at <= chunk.start + chunk.lines.length; at += 1) between[at] = '';
    const engine = (engineOf(chunk) ?? chunk.engine).toLowerCase();
    const head = chunk.start - 1;
    if (chunk.engine.toLowerCase() === 'r') {
      // knitr evaluates what its options are set to, whether or not the chunk runs.
      for (const code of codeOfOptions(chunk.options)) found.put('r', head, code);
    }
    if (!isEvaluated(chunk, isOff)) continue;
    for (const code of fromElsewhere(chunk)) found.put('r', head, code);
    const language = engines.get(engine);
    if (language === 'r') isOff = evaluationSetBy(chunk.lines) ?? isOff;
    if (language === undefined && foreign.has(engine)) found.put('shell', head, `%%${engine}`);
    if (language !== undefined)
      chunk.lines.forEach((line, index) => {
        found.put(language, chunk.start + index, valueOf(line) ?? line);
      });
  }
  addInline(between, found);
  return found.all();
}

function* chunksIn(written: readonly string[], isSweave: boolean): Generator<Chunk> {
  for (let at = 0; at < written.length; at += 1) {
    const line = written[at] ?? '';
    const [, fence = '', engine = '', options = ''] = isSweave
      ? []
      : (/^[ \t>]*(`{3,}|~{3,})\s*\{\s*\.?(\w+)((?:[^\w}][^}]*)?)\}/.exec(line) ?? []);
    const sweave = isSweave ? /^\s*<<(.*)>>=/.exec(line)?.[1] : undefined;
    if (fence === '' && sweave === undefined) continue;
    const start = at + 1;
    at = start;
    const ends = (each: string): boolean =>
      sweave === undefined ? each.trimStart().startsWith(fence) : /^@(?:\s|$)/.test(each);
    while (at < written.length && !ends(written[at] ?? '')) at += 1;
    yield sweave === undefined
      ? { engine, options, lines: written.slice(start, at), start }
      : { engine: 'r', options: `,${sweave}`, lines: written.slice(start, at), start };
  }
}

/** R that an option of a chunk is set to: `#| eval: !expr is.na(x)`. */
function valueOf(line: string): string | undefined {
  const at = line.trimStart().startsWith('#|') ? line.indexOf('!expr ') : -1;
  return at < 0 ? undefined : line.slice(at + 6);
}

/** Code within text, which may go over several lines: `` `r nrow(x)` ``, `` `{python} f()` ``, `\Sexpr{x}`. */
const inline = /(?<!`)`(?:r[ \t#]|\{(\w+)\}[ \t])([^`]+)`(?!`)|\\Sexpr\{([^{}]+)\}/g;

/** R in lines of text, and in a value of the header (`!r Sys.Date()`). */
function addInline(lines: readonly string[], found: Found): void {
  lines.forEach((line, at) => {
    const header = /^[ \t]*(?:[\w-]+:|-)[ \t]*!(?:r|expr)[ \t](.*)$/.exec(line)?.[1];
    if (header !== undefined) found.put('r', at, header.replace(/^(["'])(.*)\1$/, '$2'));
    const included = /\{\{<\s*include\s+(\S+)\s*>\}\}/.exec(line)?.[1];
    if (included !== undefined) found.put('r', at, `knitr::knit_child(${JSON.stringify(included)})`);
  });
  const text = lines.join('\n');
  let [at, line] = [0, 0];
  for (const { 0: whole, 1: engine = 'r', 2: code, 3: sweave = '', index } of text.matchAll(inline)) {
    const start = index + whole.indexOf(code ?? sweave);
    for (; at < start; at += 1) if (text[at] === '\n') line += 1;
    const language = engines.get(engine.toLowerCase());
    if (language === undefined) continue;
    (code ?? sweave).split('\n').forEach((each, below) => {
      found.put(language, line + below, each);
    });
  }
}
