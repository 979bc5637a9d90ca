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
  for (let at = 0; at < written.length; at += 1) {
    const [, fence = '', engine = '', options = ''] =
      /^[ \t>]*(`{3,}|~{3,})\s*\{\s*\.?(\w+)((?:[^\w}][^}]*)?)\}/.exec(written[at] ?? '') ?? [];
    if (fence === '') continue;
    const start = at + 1;
    at = start;
    while (at < written.length && !(written[at] ?? '').trimStart().startsWith(fence)) at += 1;
    const language = engines[engine.toLowerCase()];
    const chunk = written.slice(start, at);
    if (language === undefined || isNotEvaluated(options, chunk)) continue;
    const lines = found.get(language) ?? written.map(() => '');
    chunk.forEach((line, index) => {
      lines[start + index] = line;
    });
    found.set(language, lines);
  }
  return [...found].map(([language, lines]) => ({ language, text: lines.join('\n') }));
}

function isNotEvaluated(options: string, chunk: readonly string[]): boolean {
  if (/\beval\s*=\s*(?:F|FALSE)\b/.test(options)) return true;
  return chunk.some((line) => /^\s*#\|\s*eval\s*:\s*(?:false|no|FALSE)\b/.test(line));
}
