import { isDeepStrictEqual } from 'node:util';
import type { SyntaxLanguage, SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';
import { restoreTree, type KeptProgram, type KeptTree } from './kept-trees.ts';
import { keyOf, shapeOf, type ShapedLine, type ShapedRun } from './program-shape.ts';

/** The parser of a language; throws where a text has faults. */
type Parse = (text: string) => SyntaxTree;

/** What the words of a run may be, and how often its line may stand there. */
type Freedom = 'closed' | 'words' | 'words and lines';

/**
 * Keeps the tree of a program for all that differ from it in words, and in how often a line of a list stands there. The parser decides which words
 * and lines those are: programs with others in their place are parsed, and compared with what is made of the tree. For the build.
 */
export function keepProgram(language: SyntaxLanguage, text: string, parse: Parse): KeptProgram {
  const runs = shapeOf(text);
  if (runs === undefined) throw new Error('a program of a new project is too long to be kept');
  const root = parse(text).root;
  const nodes = list(root);
  const freedom = runs.map((run) => structuralFreedom(run, nodes));
  settle(text, freedom, { from: 0, to: runs.length }, parse);
  const tree = keep(text, runs, freedom, parse);
  if (tree === undefined || !holds(text, freedom, parse)) throw new Error(`no tree can be kept of\n${text}`);
  return { language, shapes: keyOf(runs), tree: JSON.stringify(tree) };
}

/** Takes freedom from those of some runs that the parser does not grant; the others count as closed. */
function settle(
  text: string,
  freedom: Freedom[],
  { from, to }: { readonly from: number; readonly to: number },
  parse: Parse,
): void {
  const alone = freedom.map((each, run): Freedom => (run >= from && run < to ? each : 'closed'));
  if (from === to || holds(text, alone, parse)) return;
  if (to - from > 1) {
    const middle = (from + to) >> 1;
    settle(text, freedom, { from, to: middle }, parse);
    settle(text, freedom, { from: middle, to }, parse);
    return;
  }
  const isOne = shapeOf(text)?.[from]?.lines.length === 1;
  freedom[from] = freedom[from] === 'words and lines' && isOne ? 'words' : 'closed';
  if (freedom[from] !== 'closed') settle(text, freedom, { from, to }, parse);
}

function list(node: SyntaxNode): readonly SyntaxNode[] {
  return [node, ...node.children.flatMap(list)];
}

/** As free as the nodes allow: a word is all in one text, and a line that repeats has nodes of its own. */
function structuralFreedom({ lines }: ShapedRun, nodes: readonly SyntaxNode[]): Freedom {
  if (lines[0]?.words.length === 0) return 'words';
  const areTexts = lines.every(({ start, words }) => {
    let before = start;
    return words.every(({ at, length }) => {
      const from = at + before;
      before += length - 1;
      return isText(nodes, from, from + length);
    });
  });
  if (!areTexts) return 'closed';
  return lines.every((line) => isWhole(line, nodes)) ? 'words and lines' : lines.length === 1 ? 'words' : 'closed';
}

/** Whether nothing begins or ends between two places, and the smallest node around them is a text. */
function isText(nodes: readonly SyntaxNode[], from: number, to: number): boolean {
  const isApart = nodes.every(({ start, end }) => [start, end].every((place) => place <= from || place >= to));
  return isApart && /string/i.test(nodes.findLast(({ start, end }) => start <= from && end >= to)?.kind ?? '');
}

/** Whether a line has nodes of its own, and no other begins or ends there. */
function isWhole(line: ShapedLine, nodes: readonly SyntaxNode[]): boolean {
  const there = nodes.filter(({ start, end }) =>
    [start, end].some((place) => place >= line.start && place <= line.end),
  );
  return there.length > 0 && there.every((node) => node !== nodes[0] && isIn(node, line) && node.kind !== 'block');
}

function isIn({ start, end }: SyntaxNode, line: ShapedLine): boolean {
  return start >= line.start && end <= line.end && end > start;
}

/** Whether the parser makes the same of programs with other words and lines. */
function holds(text: string, freedom: readonly Freedom[], parse: Parse): boolean {
  const runs = shapeOf(text) ?? [];
  const kept = keep(text, runs, freedom, parse);
  if (kept === undefined) return false;
  return others.every(({ word, times }) => {
    const other = writeOther(text, runs, freedom, { word, times });
    const shaped = shapeOf(other);
    if (shaped === undefined || keyOf(shaped) !== keyOf(runs)) return false;
    let tree: SyntaxTree;
    try {
      tree = parse(other);
    } catch {
      return false;
    }
    return isDeepStrictEqual(restoreTree(kept, other, shaped), tree);
  });
}

const others = [
  { word: undefined, times: 1 },
  { word: 'x', times: 2 },
  { word: 'https://a.example/b_c-1.0,<2; x==3 (all) [y] #z', times: 3 },
];

/** The program with other words, and more lines where they may be. */
function writeOther(
  text: string,
  runs: readonly ShapedRun[],
  freedom: readonly Freedom[],
  { word, times }: (typeof others)[number],
): string {
  const lines = runs.flatMap((run, each) => {
    const before = run.lines.map(({ start, end }) => text.slice(start, end));
    if (freedom[each] === 'closed' || word === undefined) return before;
    let count = 0;
    const renew = (): string => run.shape.replaceAll('\u0001', () => word.repeat((count += 1) > 2 ? 1 : count));
    return freedom[each] === 'words and lines' ? Array.from({ length: times }, renew) : [renew()];
  });
  return lines.join('\n');
}

/** Writes down the tree of the program in which every line that may repeat stands once, and which has no words that may change. */
function keep(
  text: string,
  runs: readonly ShapedRun[],
  freedom: readonly Freedom[],
  parse: Parse,
): KeptTree | undefined {
  const once = runs.flatMap(({ lines }, run) => (freedom[run] === 'words and lines' ? lines.slice(0, 1) : lines));
  const shorter = once.map(({ start, end }) => text.slice(start, end)).join('\n');
  const shaped = shapeOf(shorter) ?? [];
  if (keyOf(shaped) !== keyOf(runs)) return undefined;
  const writer = new TreeWriter(shaped, freedom);
  try {
    writer.write(parse(shorter).root);
  } catch {
    return undefined;
  }
  const closed = runs.flatMap(({ lines }, run) =>
    freedom[run] === 'closed' ? [[run, lines.map(({ start, end }) => text.slice(start, end))] as const] : [],
  );
  return { ...writer.written(), closed };
}

class TreeWriter {
  private readonly kinds = new Map<string, number>();
  private readonly nodes: number[] = [];
  /** By the run: where its first node is, and how many stand side by side. */
  private readonly repeated = new Map<number, [at: number, count: number]>();
  private readonly runs: readonly ShapedRun[];
  private readonly freedom: readonly Freedom[];
  private readonly words: ReturnType<typeof listWords>;
  private last = 0;

  constructor(runs: readonly ShapedRun[], freedom: readonly Freedom[]) {
    this.runs = runs;
    this.freedom = freedom;
    this.words = listWords(runs, freedom);
  }

  write(node: SyntaxNode, isOfRun = false): void {
    const run = isOfRun ? -1 : this.runOf(node);
    if (run >= 0) {
      const [at, count] = this.repeated.get(run) ?? [this.nodes.length, 0];
      this.repeated.set(run, [at, count + 1]);
    }
    const { kind, field = '', start, end, children } = node;
    const [from, to] = [this.place(start), this.place(end)];
    this.nodes.push(this.number(JSON.stringify([kind, field, children.length])), from - this.last, to - from);
    this.last = from;
    for (const child of children) this.write(child, isOfRun || run >= 0);
  }

  written(): Pick<KeptTree, 'kinds' | 'nodes' | 'repeated'> {
    const repeated = [...this.repeated].map(([run, [at, count]]) => [run, at, count] as const);
    const kinds = [...this.kinds.keys()].map((kind) => JSON.parse(kind) as KeptTree['kinds'][number]);
    return { kinds, nodes: this.nodes, repeated };
  }

  /** The run whose line a node lies in, where the line may repeat; else -1. */
  private runOf(node: SyntaxNode): number {
    return this.runs.findIndex(
      ({ lines: [line] }, run) => this.freedom[run] === 'words and lines' && line !== undefined && isIn(node, line),
    );
  }

  private number(kind: string): number {
    const known = this.kinds.get(kind) ?? this.kinds.size;
    this.kinds.set(kind, known);
    return known;
  }

  /** The place among the shapes. */
  private place(at: number): number {
    return at - (this.words.findLast(({ from }) => from < at)?.taken ?? 0);
  }
}

/** Where words begin that may change, and how many characters less than in the program there are in the shapes after each. */
function listWords(
  runs: readonly ShapedRun[],
  freedom: readonly Freedom[],
): readonly { readonly from: number; readonly taken: number }[] {
  let taken = 0;
  return runs.flatMap(({ lines }, run) =>
    freedom[run] === 'closed'
      ? []
      : lines.flatMap(({ start, words }) => {
          let before = start;
          return words.map(({ at, length }) => {
            const from = at + before;
            before += length - 1;
            taken += length - 1;
            return { from, taken };
          });
        }),
  );
}
