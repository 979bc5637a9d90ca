import type { Alias, Node } from 'yaml';
import type { AnswersInput } from '../../model/answers/answers.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { decodeText } from '../text/decode-text.ts';
import { locateJson, pathKey } from '../text/locate-json.ts';
import { readPlainAnswers } from './plain-answers.ts';

/** An answers file that was read: its answers, and where each stands, as `file:line:column`. */
export interface AnswersFile {
  readonly answers: AnswersInput;
  readonly where: (path: readonly (string | number)[]) => string;
  /** Keys that stand twice: the last value of each is among the answers, so that all else that is wrong can be said as well. */
  readonly problems: readonly Problem[];
}

/** Most bytes of an answers file; a larger one is a mistake. */
export const answersFileLimit = 1024 * 1024;

const deepest = 20;
/** A file that is no YAML at all has thousands; the first ones say enough. */
const mostProblems = 10;
const form = 'an answers file is YAML or JSON, one `key: value` a line, e.g. base: python';

/**
 * Reads an answers file, YAML or JSON, under the name it has in messages. The YAML parser is loaded only for text that
 * is neither JSON nor plain. Throws a UserError with place and fix for everything that is not one mapping of keys to values.
 */
export async function parseAnswersFile(name: string, bytes: Uint8Array): Promise<AnswersFile> {
  const text = decodeText(name, bytes, form);
  const found = /^\s*\{/.test(text) ? readJson(name, text) : undefined;
  const { value, where, problems } = found ?? readPlain(name, text) ?? (await readYaml(name, text));
  if (value === null || value === undefined) throw new UserError({ where: name, what: 'is empty', fix: form });
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UserError({ where: `${name}:1:1`, what: 'does not hold answers by key', fix: form });
  const { $schema: _schemaForEditors, ...answers } = value as Record<string, unknown>;
  return { answers, where, problems };
}

interface Read {
  readonly value: unknown;
  readonly where: AnswersFile['where'];
  readonly problems: readonly Problem[];
}

/** Nothing when the text is not JSON: it may still be YAML, whose parser says what is wrong. */
function readJson(name: string, text: string): Read | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  refuseDepth(name, value);
  const { offsets, duplicates } = locateJson(text);
  return {
    value,
    problems: duplicates
      .slice(0, mostProblems)
      .map(({ key, offset }) => describeDuplicate(`${name}:${position(text, offset)}`, key)),
    where: placesIn(name, text, offsets),
  };
}

function placesIn(name: string, text: string, offsets: ReadonlyMap<string, number>): AnswersFile['where'] {
  return (path) =>
    `${name}:${position(
      text,
      nearestOffset(path, (prefix) => offsets.get(pathKey(prefix))),
    )}`;
}

function readPlain(name: string, text: string): Read | undefined {
  const plain = readPlainAnswers(text);
  return plain && { value: plain.value, problems: [], where: placesIn(name, text, plain.offsets) };
}

async function readYaml(name: string, text: string): Promise<Read> {
  const { isMap, isScalar, isSeq, parseDocument, refuseYaml, visit } = await import('../text/yaml-parser.ts');
  const refused = refuseYaml(text);
  if (refused !== undefined) throw new UserError({ where: name, what: `is not read: ${refused}`, fix: form });
  const problems: Problem[] = [];
  const placeOf = (offset: number): string => `${name}:${position(text, offset)}`;
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true });
  const doubled: Problem[] = [];
  for (const error of [...document.errors, ...document.warnings].slice(0, mostProblems))
    (error.code === 'DUPLICATE_KEY' ? doubled : problems).push(describeYamlError(placeOf(error.pos[0]), error));
  const aliases: Alias[] = [];
  visit(document, { Alias: (_key, node) => void aliases.push(node) });
  const [alias] = aliases;
  if (alias !== undefined) {
    const others = aliases.length === 1 ? '' : `, and so do ${String(aliases.length - 1)} more`;
    problems.push({
      where: placeOf(alias.range?.[0] ?? 0),
      what: `*${alias.source} refers to another place${others}`,
      fix: 'write the value out: answers files have no anchors and aliases',
    });
  }
  // The parser says of one slip in several ways what it breaks.
  const lines = problems.map(lineOf);
  const [first, ...others] = problems.filter((_, at) => lines.indexOf(lines[at] ?? '') === at);
  if (first !== undefined) throw new UserError(first, ...others, ...doubled);
  const find = (path: readonly (string | number)[]): number | undefined => {
    let node: unknown = document.contents;
    let place: number | undefined;
    for (const part of path) {
      const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === part) : undefined;
      node = pair?.value ?? (isSeq(node) ? node.items[part as number] : undefined);
      place = (pair === undefined ? (node as Node | undefined) : (pair.key as Node))?.range?.[0];
    }
    return place;
  };
  const value: unknown = document.toJS();
  refuseDepth(name, value);
  return { value, problems: doubled, where: (path) => placeOf(nearestOffset(path, find)) };
}

const lineOf = ({ where = '' }: Pick<Problem, 'where'>): string => where.replace(/:\d+$/, '');

/** What the parser stumbles over where a key is indented that should not be, or not as far as its neighbours. */
const ofIndents = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'BAD_INDENT']);

function describeYamlError(
  where: string,
  { code, message }: { readonly code: string; readonly message: string },
): Problem {
  if (code === 'DUPLICATE_KEY') return describeDuplicate(where);
  if (code === 'RESOURCE_EXHAUSTION') return { where, what: 'is nested too deeply to be read', fix: form };
  if (code === 'MULTIPLE_DOCS')
    return { where, what: 'a second document starts here', fix: 'keep one: remove the line --- and what follows it' };
  if (ofIndents.has(code) && !message.startsWith('Flow'))
    return {
      where,
      what: 'is not YAML: the value on this line holds `: `, or a line beside it begins in another column',
      fix: 'begin every key in the same column, and put a value that holds `: ` into quotation marks',
    };
  return { where, what: `is not YAML: ${message.split('\n', 1)[0] ?? message}`, fix: form };
}

function describeDuplicate(where: string, key?: string): Problem {
  return {
    where,
    what: `${key === undefined ? 'this key' : JSON.stringify(key)} is given twice`,
    fix: 'leave one of the two out',
  };
}

/** The offset of the path, or of the longest beginning of it that has one. */
function nearestOffset(
  path: readonly (string | number)[],
  offsetOf: (path: readonly (string | number)[]) => number | undefined,
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(path.slice(0, length));
    if (offset !== undefined) return offset;
  }
  return 0;
}

/** `line:column`, both from 1. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${String(before.length)}:${String((before.at(-1) ?? '').length + 1)}`;
}

/** Counts levels of lists and mappings without recursion, before anything that recurses sees the value. */
function refuseDepth(name: string, value: unknown): void {
  let level = [value];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels > deepest)
      throw new UserError({ where: name, what: `is nested more than ${String(deepest)} levels deep`, fix: form });
    level = level.flatMap((entry) =>
      typeof entry === 'object' && entry !== null ? (Object.values(entry) as unknown[]) : [],
    );
  }
}
