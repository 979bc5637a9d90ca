import { lineEnds } from './line-ends.ts';
import type { LocatedNode } from './located-yaml.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** Levels below which the parser is asked: it says what is too deep. */
const deepest = 60;
/** Lines above which the parser is asked: it says what is too much. */
const longest = 20_000;

/** Tabs, other controls, and blanks that only some count as blank. */
const foreign = /(?![\n ])[\p{Cc}\p{Z}\uFEFF]/u;

const noEntries: LocatedNode['entries'] = new Map();
const noItems: LocatedNode['items'] = [];

/** What is not plain. */
const notPlain = Symbol('not plain');

/**
 * Reads YAML of the plain form in which nearly all pipelines are written: mappings and lists by indentation, values on one line, texts
 * in blocks. Gives nothing where a text has anything else - anchors, tags, texts that go on without a mark, tabs - or may be no YAML at all: then it is the
 * parser's. What it does give is what the parser gives, in a tenth of the time, of which a short run has most to compile.
 */
export function readPlainYaml(text: string): readonly LocatedNode[] | undefined {
  if (foreign.test(text) || !text.endsWith('\n')) return undefined;
  const lines = text.split('\n', longest + 1);
  if (lines.length > longest) return undefined;
  try {
    return new PlainReader(lines).read();
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

function giveUp(): never {
  throw notPlain;
}

class PlainReader {
  private readonly lines: readonly string[];
  /** Of the line that is read next: always one with content, or the end. */
  private at = 0;
  private indent = -1;

  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.goTo(0);
  }

  read(): readonly LocatedNode[] {
    const documents: LocatedNode[] = [];
    do {
      if (this.isSeparator()) this.goTo(this.at + 1);
      if (this.indent !== 0 || this.isSeparator()) giveUp();
      documents.push(this.block(0, 0));
    } while (this.isSeparator());
    if (this.indent >= 0) giveUp();
    return documents;
  }

  private isSeparator(): boolean {
    return this.lines[this.at] === '---';
  }

  /** Goes on to the next line with content, from this one. */
  private goTo(from: number): void {
    for (this.at = from; this.at < this.lines.length; this.at += 1) {
      const line = this.lines[this.at] ?? '';
      const indent = line.search(/[^ ]/);
      if (indent < 0 || line[indent] === '#') continue;
      this.indent = indent;
      return;
    }
    this.indent = -1;
  }

  /** The mapping or list that begins on this line, in the column `indent`. */
  private block(indent: number, depth: number): LocatedNode {
    if (depth > deepest) giveUp();
    return isItem(this.lines[this.at] ?? '', indent) ? this.list(indent, depth) : this.mapping(indent, depth);
  }

  private list(indent: number, depth: number): LocatedNode {
    const line = this.at + 1;
    const items: LocatedNode[] = [];
    while (this.indent === indent && isItem(this.lines[this.at] ?? '', indent)) {
      const written = this.lines[this.at] ?? '';
      const start = written.slice(indent + 1).search(/[^ ]/);
      const column = indent + 1 + start;
      if (start < 0 || written[column] === '#') giveUp();
      if (isItem(written, column)) giveUp();
      if (keyAt(written, column) === undefined) items.push(this.value(written, column, indent));
      else items.push(this.mapping(column, depth + 1));
    }
    return { line, entries: noEntries, items, lineAt: () => line };
  }

  /** A mapping of which the first key stands on this line in the column `indent`: behind the hyphen of an item, or at the start of the line. */
  private mapping(indent: number, depth: number): LocatedNode {
    if (depth > deepest) giveUp();
    const line = this.at + 1;
    const entries = new Map<string, LocatedNode>();
    let isFirst = true;
    while (isFirst || (this.indent === indent && !isItem(this.lines[this.at] ?? '', indent) && !this.isSeparator())) {
      isFirst = false;
      const written = this.lines[this.at] ?? '';
      const key = keyAt(written, indent) ?? giveUp();
      const after = written.slice(key.end).search(/[^ ]/);
      const column = key.end + after;
      const isEmpty = after < 0 || (written[column] === '#' && after > 0);
      entries.set(key.name, isEmpty ? this.below(indent, depth) : this.value(written, column, indent));
    }
    if (this.indent > indent) giveUp();
    return { line, entries, items: noItems, lineAt: () => line };
  }

  /** The value of a key whose line ends after the colon. */
  private below(indent: number, depth: number): LocatedNode {
    const line = this.at + 1;
    this.goTo(line);
    const isList = this.indent === indent && isItem(this.lines[this.at] ?? '', indent);
    return this.indent > indent || isList ? this.block(this.indent, depth + 1) : leaf(undefined, line, line);
  }

  /** A value that begins on this line; what follows must stand no deeper than `indent`. */
  private value(written: string, column: number, indent: number): LocatedNode {
    const line = this.at + 1;
    const rest = written.slice(column);
    if (/^[|>]-?$/.test(rest)) return this.indented(indent, rest);
    const node = rest.startsWith('[') || rest.startsWith('{') ? flow(rest, line) : scalar(rest, line);
    this.goTo(this.at + 1);
    if (this.indent > indent) giveUp();
    return node;
  }

  /** A block text, which starts on the next line. */
  private indented(indent: number, mark: string): LocatedNode {
    const line = this.at + 1;
    const column = (this.lines[line] ?? '').search(/[^ ]/);
    if (column <= indent) giveUp();
    const margin = ' '.repeat(column);
    const found: string[] = [];
    let at = line;
    for (; at < this.lines.length; at += 1) {
      const written = this.lines[at] ?? '';
      if (written.startsWith(margin)) found.push(written.slice(column));
      else if (/[^ ]/.test(written)) break;
      else found.push('');
    }
    const content = trimEnd(found.join('\n'), '\n');
    // Blanks alone in the last line are content, where they reach the margin.
    if (content.endsWith(' ') && content.slice(content.lastIndexOf('\n') + 1).trim() === '') giveUp();
    // Where a line is empty or stands deeper, folding has rules of its own.
    if (mark.startsWith('>') && /\n[ \n]/.test(content)) giveUp();
    this.goTo(at);
    if (this.indent > indent) giveUp();
    const text = mark.startsWith('>') ? content.replaceAll('\n', ' ') : content;
    return leaf(mark.endsWith('-') ? text : `${text}\n`, line, line + 1);
  }
}

function isItem(line: string, column: number): boolean {
  return line[column] === '-' && (line.length === column + 1 || line[column + 1] === ' ');
}

/** The key in a column, and where the colon behind it ends. */
function keyAt(line: string, column: number): { readonly name: string; readonly end: number } | undefined {
  const quoted = /^(?:'([^']*)'|"([^"\\]*)"):(?= |$)/.exec(line.slice(column));
  if (quoted !== null) return { name: quoted[1] ?? quoted[2] ?? '', end: column + quoted[0].length };
  const plain = /^[\w./$][^:#'"]*:(?= |$)/.exec(line.slice(column));
  if (plain === null) return undefined;
  const name = plain[0].slice(0, -1);
  if (name.endsWith(' ') || /^(?:\d|\.(?![a-z][\w-]{3}))|^(?:true|false|null)$/i.test(name)) giveUp();
  return { name, end: column + plain[0].length };
}

/** A text in quotes without escapes, or a plain one. A comment may follow. */
function scalar(rest: string, line: number): LocatedNode {
  const quoted = /^(?:'((?:[^']|'')*)'|"([^"\\]*)")(?: +(?:#.*)?)?$/.exec(rest);
  if (quoted !== null) return leaf(quoted[1]?.replaceAll("''", "'") ?? quoted[2] ?? '', line, line);
  const end = rest.indexOf(' #');
  return leaf(resolve((end < 0 ? rest : rest.slice(0, end)).trimEnd()), line, line);
}

/** `[a, 'b', c]` on one line, and `{}`. */
function flow(rest: string, line: number): LocatedNode {
  if (/^\{ ?\}$/.test(rest)) return { line, entries: noEntries, items: noItems, lineAt: () => line };
  const inner = /^\[([^[\]{}#]*)\](?: +(?:#.*)?)?$/.exec(rest)?.[1];
  if (inner === undefined) giveUp();
  if (inner.trim() === '') return { line, entries: noEntries, items: noItems, lineAt: () => line };
  const items = inner.split(',').map((item) => {
    const word = /^(?:'([^']*)'|"([^"\\]*)"|([\w./$*-][^:'"]*))$/.exec(item.trim());
    if (word === null) giveUp();
    const [, single, double, plain = ''] = word;
    return leaf(single ?? double ?? resolve(plain), line, line);
  });
  return { line, entries: noEntries, items, lineAt: () => line };
}

/** The text of what a plain scalar means, as numbers and words of logic are printed. */
function resolve(text: string): string | undefined {
  // A letter or a sign that begins nothing else, no colon that could end a key.
  if (!/^(?:[\w./$(+=~<;\\^]|-[^ ])/.test(text) || /:(?: |$)/.test(text) || /^\.\.\.|^---/.test(text)) giveUp();
  if (/^(?:~|null|true|false|0[xo].*|[-+]?\.(?:inf|nan))$/i.test(text)) return resolveWord(text);
  if (!/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return text;
  return text.length < 15 && !/e/i.test(text) ? String(Number(text)) : giveUp();
}

function resolveWord(text: string): string | undefined {
  return /^(?:true|false)$/.test(text) ? text : giveUp();
}

function leaf(text: string | undefined, line: number, first: number): LocatedNode {
  const endsBefore = lineEnds(text ?? '');
  return {
    line,
    entries: noEntries,
    items: noItems,
    lineAt: (index) => first + endsBefore(index),
    ...(text === undefined ? {} : { text }),
  };
}
