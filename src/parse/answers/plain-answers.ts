import { pathKey } from '../text/locate-json.ts';

/** Answers, and by the key of each path where it stands in the text. */
export interface PlainAnswers {
  readonly value: Readonly<Record<string, unknown>>;
  readonly offsets: ReadonlyMap<string, number>;
}

/** Characters above which the parser is asked. */
const longest = 20_000;

/** Tabs, other controls, and blanks that only some count as blank. */
const foreign = /(?![\n ])[\p{Cc}\p{Z}\uFEFF]/u;

/** What is not plain. */
const notPlain = Symbol('not plain');

/**
 * Reads an answers file of the form in which nearly all are written, and the examples are: a key and its text on each line, lists of texts, and lists of
 * texts by key. Gives nothing where a text has anything else, or may be no YAML: then it is the parser's, which takes longer to load than a project
 * to be made. What it gives is what the parser gives.
 */
export function readPlainAnswers(text: string): PlainAnswers | undefined {
  if (text.length > longest || foreign.test(text)) return undefined;
  try {
    return read(text);
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

function giveUp(): never {
  throw notPlain;
}

interface List {
  readonly key: string;
  readonly items: (string | Record<string, string>)[];
  readonly indent: number;
  /** The column of the keys, where the last item has some. */
  readonly column?: number;
}

function read(text: string): PlainAnswers {
  const value: Record<string, unknown> = {};
  const offsets = new Map<string, number>();
  let list: List | undefined;
  let open: string | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    const item = /^ *- +(?=\S)/.exec(line)?.[0].length;
    if (indent < 0 || line[indent] === '#') start += 0;
    else if (item !== undefined) {
      const key = list?.key ?? open ?? giveUp();
      if (list !== undefined && list.indent !== indent) giveUp();
      const items = list?.items ?? [];
      value[key] = items;
      offsets.set(pathKey([key, items.length]), start + item);
      const pair = readPair(line.slice(item));
      items.push(pair === undefined ? scalar(line.slice(item)) : {});
      list = { key, items, indent, ...(pair === undefined ? {} : { column: item }) };
      if (pair !== undefined) add(list, pair, start + item, offsets);
      open = undefined;
    } else if (indent > 0) {
      const pair = readPair(line.slice(indent));
      if (list?.column !== indent || pair === undefined) giveUp();
      add(list, pair, start + indent, offsets);
    } else {
      const { name, rest } = readPair(line) ?? giveUp();
      if (open !== undefined || Object.hasOwn(value, name)) giveUp();
      offsets.set(pathKey([name]), start);
      [list, open] = [undefined, rest === '' ? name : undefined];
      if (rest !== '') value[name] = rest === '[]' ? [] : scalar(rest);
    }
    start += line.length + 1;
  }
  if (open !== undefined || Object.keys(value).length === 0) giveUp();
  return { value, offsets };
}

/** Adds a key to the last item of a list. */
function add({ key, items }: List, { name, rest }: Pair, offset: number, offsets: Map<string, number>): void {
  const item = items.at(-1);
  if (typeof item !== 'object' || Object.hasOwn(item, name)) giveUp();
  item[name] = scalar(rest);
  offsets.set(pathKey([key, items.length - 1, name]), offset);
}

interface Pair {
  readonly name: string;
  readonly rest: string;
}

function readPair(written: string): Pair | undefined {
  const name = /^[A-Za-z$][\w$-]*(?=:(?: |$))/.exec(written)?.[0];
  if (name === undefined) return undefined;
  if (isWord(name)) giveUp();
  return { name, rest: written.slice(name.length + 1).trim() };
}

/** A text in quotes without escapes, or one that is nothing but a text: no number, no word of logic, no comment behind it. */
function scalar(written: string): string {
  const text = written.trimEnd();
  const quoted = /^(?:'([^']*)'|"([^"\\]*)")$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  if (!/^[A-Za-z\d]/.test(text) || text.includes('#') || /:(?: |$)/.test(text) || isWord(text)) giveUp();
  // A number has no letter but e, or begins with 0x or 0o.
  if (/^\d/.test(text) && (/^0[xo]/.test(text) || !/[A-DF-Za-df-z]/.test(text))) giveUp();
  return text;
}

function isWord(text: string): boolean {
  return /^(?:true|false|null)$/i.test(text);
}
