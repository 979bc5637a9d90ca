import type { ProgramText } from './program-text.ts';

/** Chunk engines that are read. */
const engines: Readonly<Record<string, ProgramText['language']>> = {
  r: 'r',
  python: 'python',
  julia: 'julia',
  bash: 'shell',
  sh: 'shell',
};

/** The chunks of an R Markdown or Quarto document that are evaluated, a text for each language; other lines stay empty, so that lines agree. */
export function splitChunks(text: string): readonly ProgramText[] {
  const written = text.split('\n');
  const found = new Map<ProgramText['language'], string[]>();
  const put = (language: ProgramText['language'], at: number, line: string): void => {
    const lines = found.get(language) ?? written.map(() => '');
    lines[at] = line;
    found.set(language, lines);
  };
  let isOff = isOffInHeader(written);
  for (let at = 0; at < written.length; at += 1) {
    const [, fence = '', engine = '', options = ''] =
      /^[ \t>]*(`{3,}|~{3,})\s*\{\s*\.?(\w+)((?:[^\w}][^}]*)?)\}/.exec(written[at] ?? '') ?? [];
    if (fence === '') {
      const inline = codeWithin(written[at] ?? '');
      if (inline !== '') put('r', at, inline);
      continue;
    }
    // knitr evaluates what its options are set to.
    const set = /,([^,]*\(.*)/.exec(options)?.[1];
    if (set !== undefined && engine.toLowerCase() === 'r') put('r', at, `list(${set})`);
    const start = at + 1;
    at = start;
    while (at < written.length && !(written[at] ?? '').trimStart().startsWith(fence)) at += 1;
    const language = engines[engine.toLowerCase()];
    const chunk = written.slice(start, at);
    if (language === undefined || !isEvaluated(options, chunk, isOff)) continue;
    if (language === 'r') isOff = evaluationSetBy(chunk) ?? isOff;
    chunk.forEach((line, index) => {
      put(language, start + index, valueOf(line) ?? line);
    });
  }
  return [...found].map(([language, lines]) => ({ language, text: lines.join('\n') }));
}

/** R that an option of a chunk is set to: `#| eval: !expr is.na(x)`. */
function valueOf(line: string): string | undefined {
  const at = line.trimStart().startsWith('#|') ? line.indexOf('!expr ') : -1;
  return at < 0 ? undefined : line.slice(at + 6);
}

/** R in a line of text (`` `r nrow(x)` ``), and in a value of the header (`!r Sys.Date()`). */
function codeWithin(line: string): string {
  const header = /^[ \t]*[\w-]+:[ \t]*!(?:r|expr)[ \t](.*)$/.exec(line)?.[1];
  const inline = [...line.matchAll(/(?<!`)`r[ \t]([^`]+)`(?!`)/g)].map(([, code = '']) => code);
  return [...(header === undefined ? [] : [header.replace(/^(["'])(.*)\1$/, '$2')]), ...inline].join('; ');
}

/** Whether a chunk runs, by its own options or, where they say nothing, by those of all. */
function isEvaluated(options: string, chunk: readonly string[], isOff: boolean): boolean {
  const own =
    /\beval\s*=\s*(FALSE|F|TRUE|T)\b/.exec(options)?.[1] ??
    chunk.flatMap((line) => /^\s*#\|\s*eval\s*:\s*(false|no|FALSE|true|yes|TRUE)\b/.exec(line)?.[1] ?? [])[0];
  return own === undefined ? !isOff : /^(?:T|true|yes)/i.test(own);
}

/** What a chunk says of those after it: `knitr::opts_chunk$set(eval = FALSE)`. Only what is plainly off switches anything off. */
function evaluationSetBy(chunk: readonly string[]): boolean | undefined {
  const set = /\bopts_chunk\$set\(([^()]*)\)/.exec(chunk.filter((line) => !/^\s*#/.test(line)).join('\n'))?.[1];
  const value = /\beval\s*=\s*(\w+)/.exec(set ?? '')?.[1];
  return value === undefined ? undefined : /^(?:FALSE|F)$/.test(value);
}

/** `execute: eval: false` of Quarto, in the header. */
function isOffInHeader(lines: readonly string[]): boolean {
  if (lines[0]?.trimEnd() !== '---') return false;
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const header = lines.slice(1, Math.max(end, 1));
  const begin = header.findIndex((line) => /^execute:\s*$/.test(line));
  if (begin < 0) return false;
  const next = header.findIndex((line, at) => at > begin && /^\S/.test(line));
  const block = header.slice(begin + 1, next < 0 ? header.length : next);
  return block.some((line) => /^\s+eval:\s*(?:false|no)\s*$/i.test(line));
}
