import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';
import { lineEnds } from './line-ends.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { refuseYaml } from './yaml-limits.ts';

/** A YAML value that knows its line. Aliases and merge keys of anchors are followed. */
export interface LocatedNode {
  /** Text of a scalar as a string; absent for mappings, lists and null. */
  readonly text?: string;
  /** 1-based. */
  readonly line: number;
  /** Entries of a mapping, in order. */
  readonly entries: ReadonlyMap<string, LocatedNode>;
  /** Items of a list. */
  readonly items: readonly LocatedNode[];
  /** 1-based line of a character of the text. */
  readonly lineAt: (index: number) => number;
}

/** Why a text is not usable YAML. */
export interface YamlProblem {
  readonly reason: string;
  readonly line?: number;
}

/** More values than this come only from aliases that multiply, or from data; neither is a pipeline. */
const maximumNodes = 50_000;

/** Levels of mappings and lists; a pipeline has ten. Deeper ones, and an anchor inside of itself, end here. */
const maximumDepth = 100;

/** Reads the documents of a YAML text with the line of every value. Never throws. */
export function readYaml(
  text: string,
): { readonly documents: readonly LocatedNode[] } | { readonly problem: YamlProblem } {
  const plain = readPlainYaml(text);
  if (plain !== undefined) return { documents: plain };
  const refused = refuseYaml(text);
  return refused === undefined ? parseYaml(text) : { problem: { reason: refused } };
}

/** What the parser makes of a text, whatever its form. Never throws. */
export function parseYaml(text: string): ReturnType<typeof readYaml> {
  try {
    const lines = new LineCounter();
    const parsed = [
      ...parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true, logLevel: 'silent' }),
    ];
    const broken = parsed.flatMap((document) => document.errors)[0];
    if (broken !== undefined)
      return {
        problem: {
          reason: broken.message.split('\n')[0]?.split(' at line', 1)[0] ?? 'it is not YAML',
          line: lines.linePos(broken.pos[0]).line,
        },
      };
    const reader = new NodeReader(lines, text);
    return { documents: parsed.map((document) => reader.readDocument(document)) };
  } catch (error) {
    return { problem: { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read' } };
  }
}

class NodeReader {
  private count = 0;
  /** Nodes by their anchors, as far as they have been read: an alias means the last one before it. The parser would search the text for each. */
  private anchors = new Map<string, unknown>();
  private readonly lines: LineCounter;
  private readonly text: string;

  constructor(lines: LineCounter, text: string) {
    this.lines = lines;
    this.text = text;
  }

  readDocument(document: Document): LocatedNode {
    this.anchors = new Map();
    return this.read(document.contents, 0);
  }

  private read(node: unknown, depth: number): LocatedNode {
    this.count += 1;
    if (this.count > maximumNodes) throw new Error(`it has more than ${String(maximumNodes)} values`);
    if (depth > maximumDepth) throw new Error(`it is nested deeper than ${String(maximumDepth)} levels`);
    const target = isAlias(node) ? this.anchors.get(node.source) : node;
    if (isNode(target) && 'anchor' in target && typeof target.anchor === 'string')
      this.anchors.set(target.anchor, target);
    const entries = new Map<string, LocatedNode>();
    const items: LocatedNode[] = [];
    if (isMap(target)) {
      for (const { key, value } of target.items) {
        const name: unknown = isScalar(key) ? key.value : '';
        const found = this.read(value, depth + 1);
        // The parser makes a symbol of a merge key. It takes a mapping or a list of them, of which the first wins.
        if (typeof name !== 'symbol') entries.set(String(name), found);
        else
          for (const [inherited, entry] of [found, ...found.items].flatMap((source) => [...source.entries]))
            if (!entries.has(inherited)) entries.set(inherited, entry);
      }
    } else if (isSeq(target)) for (const item of target.items) items.push(this.read(item, depth + 1));
    const start = (isMap(target) || isSeq(target) || isScalar(target) ? target.range?.[0] : undefined) ?? 0;
    const line = this.lines.linePos(start).line;
    // The text of a block scalar starts on the line after its `|` or `>`.
    const first =
      isScalar(target) && /[|>]/.test(this.text[start] ?? '') && target.type?.startsWith('BLOCK') === true
        ? line + 1
        : line;
    const plain: unknown = isScalar(target) ? target.value : undefined;
    const value =
      typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : undefined;
    const endsBefore = lineEnds(value ?? '');
    return {
      line,
      entries,
      items,
      lineAt: (index) => first + endsBefore(index),
      ...(value === undefined ? {} : { text: value }),
    };
  }
}
