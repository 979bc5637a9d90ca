import type { Heredoc } from '../../model/dockerfile/dockerfile-facts.ts';
import { expand } from './expand.ts';
import type { LogicalText } from './logical-text.ts';
import type { RawInstruction } from './split-dockerfile.ts';

/** An argument before variables are filled in: as written, and what it is without its quotes. */
export interface RawWord {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** A JSON element or a shell text: nothing is to be unquoted. */
  readonly literal: boolean;
}

/** An instruction taken apart, before variables are filled in. */
export interface ReadInstruction {
  readonly keyword: string;
  readonly line: number;
  readonly endLine: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Index of `text` in `logical`. */
  readonly at: number;
  readonly logical: LogicalText;
  readonly flags: Readonly<Record<string, string>>;
  readonly form: 'json' | 'shell';
  readonly words: readonly RawWord[];
  readonly heredocs: readonly Heredoc[];
}

const jsonKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'VOLUME', 'COPY', 'ADD']);
const wholeKeywords = new Set([
  'USER',
  'WORKDIR',
  'STOPSIGNAL',
  'MAINTAINER',
  'RUN',
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
]);
/** Their quotes are the shell's, not the Dockerfile's. */
const shellKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const pairKeywords = new Set(['ENV', 'LABEL']);
const quotedWord = (escape: string): RegExp =>
  new RegExp(`(?:${escape === '\\' ? '\\\\' : escape}[\\s\\S]|"(?:\\\\[\\s\\S]|[^"\\\\])*"?|'[^']*'?|[^\\s"'])+`, 'g');

/** Takes an instruction apart. `from` is the index where it starts in the text: not 0 for what stands in an ONBUILD. */
export function readInstruction(raw: RawInstruction, escape: string, from = 0): ReadInstruction {
  const logical = raw.text;
  const head = /^\s*(\S+)\s*/.exec(logical.text.slice(from));
  const keyword = (head?.[1] ?? '').toUpperCase();
  const begin = from + (head?.[0].length ?? 0) - (head?.[0].trimStart().length ?? 0);
  const { flags, next } = readFlags(logical.text, from + (head?.[0].length ?? 0));
  const text = logical.text.slice(next).trimEnd();
  const json = jsonKeywords.has(keyword) ? readJson(text, next, logical) : undefined;
  return {
    keyword,
    line: raw.line,
    endLine: raw.endLine,
    start: logical.offset(begin),
    end: raw.end,
    text,
    at: next,
    logical,
    flags,
    heredocs: raw.heredocs,
    form: json === undefined ? 'shell' : 'json',
    words: json ?? splitWords(keyword, text, next, logical, escape),
  };
}

function readFlags(text: string, from: number): { flags: Record<string, string>; next: number } {
  const flags: Record<string, string> = {};
  const word = /(--[A-Za-z][\w-]*|--)(?=[=\s]|$)/y;
  const blanks = /\s*/y;
  let next = from;
  for (;;) {
    word.lastIndex = next;
    const name = word.exec(text)?.[1];
    if (name === undefined || (name === '--' && text[word.lastIndex] === '=')) return { flags, next };
    const begin = word.lastIndex;
    const end = text[begin] === '=' ? endOfValue(text, begin + 1) : begin;
    blanks.lastIndex = end;
    next = end + (blanks.exec(text)?.[0].length ?? 0);
    // A bare `--` ends the flags.
    if (name === '--') return { flags, next };
    const value = text.slice(begin + 1, end).replaceAll(/["']/g, '');
    const flag = name.slice(2);
    flags[flag] = flags[flag] === undefined ? value : `${flags[flag]}\n${value}`;
  }
}

/** Where the value of a flag ends: at a blank that is not in quotes. A quote without its other one is a character as any. */
function endOfValue(text: string, from: number): number {
  const isOpen: Record<string, boolean> = { '"': true, "'": true };
  let at = from;
  while (at < text.length && !/\s/.test(text[at] ?? '')) {
    const quote = text[at] ?? '';
    const close = isOpen[quote] === true ? text.indexOf(quote, at + 1) : -1;
    // Where one finds no other, no later one of its kind does.
    if (close < 0) isOpen[quote] = false;
    at = close < 0 ? at + 1 : close + 1;
  }
  return at;
}

function readJson(text: string, at: number, logical: LogicalText): RawWord[] | undefined {
  if (!text.startsWith('[')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed) || !parsed.every((item) => typeof item === 'string')) return undefined;
  const words: RawWord[] = [];
  const literal = /"(?:\\.|[^"\\])*"?/g;
  for (const value of parsed) {
    const found = literal.exec(text);
    const start = at + (found?.index ?? 0);
    words.push({
      raw: value,
      literal: true,
      start: logical.offset(start),
      end: logical.offset(start + (found?.[0].length ?? 1) - 1) + 1,
      line: logical.line(start),
    });
  }
  return words;
}

function splitWords(keyword: string, text: string, at: number, logical: LogicalText, escape: string): RawWord[] {
  if (text === '') return [];
  if (wholeKeywords.has(keyword)) return [{ ...locate(text, at, logical), literal: shellKeywords.has(keyword) }];
  if (!pairKeywords.has(keyword) && keyword !== 'ARG')
    return [...text.matchAll(/\S+/g)].map((found) => locate(found[0], at + found.index, logical));
  const words = [...text.matchAll(quotedWord(escape))].map((found) => locate(found[0], at + found.index, logical));
  const isOldForm = pairKeywords.has(keyword) && words[0] !== undefined && !words[0].raw.includes('=');
  return isOldForm ? [locate(text.replace(/\s+/, '='), at, logical, text.length)] : words;
}

function locate(raw: string, at: number, logical: LogicalText, length = raw.length): RawWord {
  return {
    raw,
    literal: false,
    start: logical.offset(at),
    end: logical.offset(at + Math.max(0, length - 1)) + 1,
    line: logical.line(at),
  };
}

/** The word without its quotes, variables as written. */
export function unquote(word: RawWord, escape: string): string {
  return word.literal ? word.raw : expand(word.raw, undefined, escape).value;
}
