import type { Heredoc } from '../../model/dockerfile/dockerfile-facts.ts';
import { LogicalText } from './logical-text.ts';
import { readLines, type Line } from '../text/read-lines.ts';

/** One instruction before its arguments are read. */
export interface RawInstruction {
  /** The whole of it, heredocs left out: lines joined, comments between them dropped. */
  readonly text: LogicalText;
  readonly line: number;
  readonly endLine: number;
  readonly end: number;
  readonly heredocs: readonly Heredoc[];
}

export interface SplitDockerfile {
  readonly instructions: readonly RawInstruction[];
  readonly escape: '\\' | '`';
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

/** BuildKit reads no longer line. */
const longestLine = 65_535;

/**
 * Splits a Dockerfile into instructions by BuildKit's own algorithm (frontend/dockerfile/parser): parser directives,
 * escape character, continuation lines with comments and empty lines among them, heredocs of RUN, COPY and ADD.
 * `test:parser` compares it with BuildKit's parser. Never throws.
 */
export function splitDockerfile(text: string): SplitDockerfile {
  const lines = readLines(text);
  const escape = readEscape(lines);
  const instructions: RawInstruction[] = [];
  const problems: { line: number; what: string }[] = lines
    .filter(({ text: line }) => line.length > longestLine)
    .map(({ number }) => ({ line: number, what: `the line is longer than ${String(longestLine)} characters` }));
  let next = 0;
  while (next < lines.length) {
    const first = next;
    const logical = new LogicalText();
    next = joinLines(lines, first, escape, logical);
    const last = lines[next - 1];
    const start = lines[first];
    if (last === undefined || start === undefined || logical.text.trim() === '') continue;
    const { heredocs, next: after, unterminated } = readHeredocs(lines, next, logical.text);
    if (unterminated !== undefined)
      problems.push({ line: start.number, what: `the heredoc ${unterminated} has no end` });
    next = after;
    const end = lines[next - 1] ?? last;
    instructions.push({ text: logical, line: start.number, endLine: end.number, end: end.end, heredocs });
  }
  return { instructions, escape, problems };
}

/** `# escape=` counts only among the parser directives at the very top. */
function readEscape(lines: readonly Line[]): '\\' | '`' {
  for (const line of lines) {
    const directive = /^\s*#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=/.exec(line.text);
    const value = line.text.slice(directive?.[0].length ?? 0).trim();
    if (directive === null || value === '') break;
    if (directive[1]?.toLowerCase() === 'escape') return value === '`' ? '`' : '\\';
  }
  return '\\';
}

/** Joins the lines of one instruction; returns the index of the line after it. */
function joinLines(lines: readonly Line[], first: number, escape: string, logical: LogicalText): number {
  let index = first;
  let open = true;
  while (open && index < lines.length) {
    const line = lines[index];
    index += 1;
    if (line === undefined) break;
    const isFirst = index === first + 1;
    if (/^\s*(#|$)/.test(line.text)) {
      if (isFirst) break;
      continue;
    }
    const kept = isFirst ? line.text.length - line.text.trimStart().length : 0;
    const cut = continuation(line.text, escape);
    open = cut >= 0;
    logical.append(line.text.slice(kept, open ? cut : undefined), line.start + kept, line.number);
  }
  return index;
}

/** Where the escape character that continues the line stands, or -1. A doubled one does not continue. */
function continuation(text: string, escape: string): number {
  let end = text.length - 1;
  while (text[end] === ' ' || text[end] === '\t') end -= 1;
  if (text[end] !== escape) return -1;
  return end > 0 && text[end - 1] === escape ? -1 : end;
}

const heredocKeywords = /^(?:onbuild\s+)?(?:run|copy|add)\s/i;

function readHeredocs(
  lines: readonly Line[],
  from: number,
  text: string,
): { heredocs: Heredoc[]; next: number; unterminated?: string } {
  if (!text.includes('<<') || !heredocKeywords.test(text) || isJson(text)) return { heredocs: [], next: from };
  const heredocs: Heredoc[] = [];
  let next = from;
  for (const { name, chomp } of heredocMarks(text)) {
    const start = next;
    const body: string[] = [];
    let closed = false;
    while (!closed && next < lines.length) {
      const written = lines[next]?.text ?? '';
      const line = chomp ? written.replace(/^\t+/, '') : written;
      closed = line === name;
      if (!closed) body.push(line);
      next += 1;
    }
    heredocs.push({ name, text: body.join('\n'), line: (lines[start - 1]?.number ?? 0) + 1 });
    if (!closed) return { heredocs, next, unterminated: name };
  }
  return { heredocs, next };
}

function isJson(text: string): boolean {
  const at = text.search(/\[/);
  if (at < 0 || !/^\s*(?:\w+\s+)+(?:--\S+\s+)*$/.test(text.slice(0, at))) return false;
  try {
    return Array.isArray(JSON.parse(text.slice(at)));
  } catch {
    return false;
  }
}

/** The `<<NAME` words outside quotes, in order. */
function heredocMarks(text: string): { name: string; chomp: boolean }[] {
  const marks: { name: string; chomp: boolean }[] = [];
  for (const word of shellWords(text)) {
    const match = /^\d*<<(-?)([^<]*)$/.exec(word);
    const name = match?.[2]?.replaceAll(/["'\\]/g, '');
    if (name !== undefined && name !== '' && !/^\s/.test(match?.[2] ?? ' '))
      marks.push({ name, chomp: match?.[1] === '-' });
  }
  return marks;
}

/** Words with their quotes left on. */
function shellWords(text: string): readonly string[] {
  return text.match(/(?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|[^\s"'\\])+/g) ?? [];
}
