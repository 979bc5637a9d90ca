import { shellWord } from '../../shared/shell-word.ts';
import type { ProgramText } from './program-text.ts';

/** Formats that Quarto makes with LaTeX, those of extensions too: `pdf`, `beamer`, `elsevier-pdf`. */
const latex = String.raw`(?:[a-z][\w]{0,40}-){0,3}(?:pdf|beamer)`;
const inline = new RegExp(String.raw`^format[ \t]*:[ \t]*["']?${latex}["']?[ \t]*(?:#|$)`);
const listed = new RegExp(String.raw`^format[ \t]*:[ \t]*[[{](?:[^\]}]{0,200}[\s,{["'])?${latex}["'\s,\]:]`);
const below = new RegExp(String.raw`^[ \t]+(?:-[ \t]+)?["']?${latex}["']?[ \t]*(?::|#|$)`);

/**
 * The texts of a document of Quarto, and where its head asks for LaTeX the command that rendering then amounts to, at that line: Quarto fetches
 * what LaTeX lacks, unless the head says `latex-auto-install: false`.
 */
export function withLatex(path: string, text: string, chunks: readonly ProgramText[]): readonly ProgramText[] {
  const line = lineOfLatex(text);
  if (line === undefined) return chunks;
  const command = `quarto render ${shellWord(path.slice(path.lastIndexOf('/') + 1))} --to pdf`;
  const before =
    chunks.find(({ language }) => language === 'shell')?.text.split('\n') ?? text.split('\n').map(() => '');
  before[line] = command;
  return [...chunks.filter(({ language }) => language !== 'shell'), { language: 'shell', text: before.join('\n') }];
}

/** Index of the line in the head of a document that asks for a format by LaTeX. */
function lineOfLatex(text: string): number | undefined {
  const lines = text
    .split('\n')
    .slice(0, 500)
    .map((line) => line.trimEnd());
  if (lines[0] !== '---') return undefined;
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)$/.test(line));
  const head = lines.slice(0, Math.max(end, 0));
  if (head.some((line) => /^[ \t]*latex-auto-install[ \t]*:[ \t]*(?:false|no)\b/i.test(line))) return undefined;
  const format = head.findIndex((line) => /^format[ \t]*:/.test(line));
  const found = head[format] ?? '';
  if (inline.test(found) || listed.test(found)) return format;
  const next = head.findIndex((line, at) => at > format && /^[^\s#-]/.test(line));
  const at = head
    .slice(0, next < 0 ? head.length : next)
    .findIndex((line, index) => index > format && below.test(line));
  return format < 0 || at < 0 ? undefined : at;
}
