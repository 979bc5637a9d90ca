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
    if (language === undefined || isNotEvaluated(options, chunk)) continue;
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

function isNotEvaluated(options: string, chunk: readonly string[]): boolean {
  if (/\beval\s*=\s*(?:F|FALSE)\b/.test(options)) return true;
  return chunk.some((line) => /^\s*#\|\s*eval\s*:\s*(?:false|no|FALSE)\b/.test(line));
}
