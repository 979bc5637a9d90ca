import { readFileSync } from 'node:fs';
import type { SyntaxLanguage, SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';
import { keyOf, shapeOf, type ShapedLine, type ShapedRun } from './program-shape.ts';

/** A tree as it is kept: of a program's shapes, in which every word is one character long. Only trees without errors are. */
export interface KeptTree {
  readonly kinds: readonly (readonly [kind: string, field: string, children: number])[];
  /** Of each node, before its children: the number of its kind, how far after the node before it begins, and its length. */
  readonly nodes: readonly number[];
  /** Runs of lines that are as they were, word by word. */
  readonly closed: readonly (readonly [run: number, lines: readonly string[]])[];
  /** Runs whose line may stand there any number of times, once at least: where in `nodes` its own begin, and how many of them are no other's child. */
  readonly repeated: readonly (readonly [run: number, nodes: number, count: number])[];
}

/** A program's shapes and its tree, each as a text. */
export interface KeptProgram {
  readonly language: SyntaxLanguage;
  readonly shapes: string;
  readonly tree: string;
}

/** Gives the tree of a program, where it was kept for what the program is like. */
export type KeptTrees = (language: SyntaxLanguage, text: string) => SyntaxTree | undefined;

/** A line as it was kept, at its place among the shapes, and what stands in the program for it. */
interface PlacedLine {
  readonly at: number;
  readonly lines: readonly ShapedLine[];
}

/** Makes the tree of a program from one that was kept of its shapes; nothing where it is another program. */
export function restoreTree(kept: KeptTree, text: string, runs: readonly ShapedRun[]): SyntaxTree | undefined {
  const placed = placeLines(kept, text, runs);
  return placed === undefined ? undefined : { root: new Restorer(kept, placed).restore(0) };
}

function placeLines(
  { closed, repeated }: KeptTree,
  text: string,
  runs: readonly ShapedRun[],
): readonly PlacedLine[] | undefined {
  const asTheyWere = new Map(closed);
  const mayRepeat = new Set(repeated.map(([run]) => run));
  const placed: PlacedLine[] = [];
  let at = 0;
  for (const [run, { shape, lines }] of runs.entries()) {
    const texts = asTheyWere.get(run);
    if (texts === undefined) {
      if (lines.length > 1 && !mayRepeat.has(run)) return undefined;
      placed.push({ at, lines });
      at += shape.length + 1;
      continue;
    }
    if (texts.length !== lines.length) return undefined;
    for (const [index, { start, end }] of lines.entries()) {
      if (text.slice(start, end) !== texts[index]) return undefined;
      placed.push({ at, lines: [{ start, end, words: [] }] });
      at += end - start + 1;
    }
  }
  return placed;
}

class Restorer {
  private at = 0;
  private last = 0;
  private readonly repeated: ReadonlyMap<number, number>;
  private readonly kept: KeptTree;
  private readonly placed: readonly PlacedLine[];

  constructor(kept: KeptTree, placed: readonly PlacedLine[]) {
    this.kept = kept;
    this.placed = placed;
    this.repeated = new Map(kept.repeated.map(([, at, count]) => [at, count]));
  }

  /** The next node with what is below it; `line`: which of the lines that repeat it is of. */
  restore(line: number): SyntaxNode {
    const { nodes, kinds } = this.kept;
    const next = (): number => nodes[this.at++] ?? 0;
    const [kind, field, count] = kinds[next()] ?? ['', '', 0];
    this.last += next();
    const [start, end] = [this.place(this.last, line), this.place(this.last + next(), line)];
    const children: SyntaxNode[] = [];
    for (let left = count; left > 0;) {
      const together = this.repeated.get(this.at);
      if (together === undefined) children.push(this.restore(line));
      else this.repeat(together, children);
      left -= together ?? 1;
    }
    return { kind, field: field === '' ? undefined : field, start, end, children };
  }

  /** The next `count` nodes, for each of the lines that stand in place of theirs. */
  private repeat(count: number, children: SyntaxNode[]): void {
    const [at, last] = [this.at, this.last];
    const { lines } = this.lineAt(last + (this.kept.nodes[at + 1] ?? 0));
    for (const line of lines.keys()) {
      [this.at, this.last] = [at, last];
      for (let left = count; left > 0; left -= 1) children.push(this.restore(line));
    }
  }

  /** Where a place in the shapes is in the program. */
  private place(at: number, which: number): number {
    const { at: from, lines } = this.lineAt(at);
    const line = lines[which] ?? lines[0];
    const column = at - from;
    let found = (line?.start ?? 0) + column;
    for (const word of line?.words ?? []) {
      if (word.at >= column) break;
      found += word.length - 1;
    }
    return found;
  }

  private lineAt(at: number): PlacedLine {
    let [low, high] = [0, this.placed.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.placed[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return this.placed[low] ?? { at: 0, lines: [] };
  }
}

/** Language of a program and where its shapes and its tree end in what follows the first line of the file. */
type Place = readonly [language: SyntaxLanguage, shapesEnd: number, treeEnd: number];

/** Writes down programs with their trees: first a line with the place of each, so that no more is read than a run asks for. */
export function writeKeptTrees(programs: readonly KeptProgram[]): string {
  let written = '';
  const places = programs.map(({ language, shapes, tree }): Place => {
    const shapesEnd = written.length + shapes.length;
    written += shapes + tree;
    return [language, shapesEnd, written.length];
  });
  return `${JSON.stringify(places)}\n${written}`;
}

/** Reads the trees of a file that the build wrote (`scripts/parse-starters.mjs`). */
export function readKeptTrees(file: string): KeptTrees {
  const written = readFileSync(file, 'utf8');
  const head = written.indexOf('\n') + 1;
  const places = JSON.parse(written.slice(0, head)) as readonly Place[];
  const beginnings = new Set(
    places.map(([language], index) => {
      const start = head + (places[index - 1]?.[2] ?? 0);
      return `${language} ${firstLine(written.slice(start, head + (places[index]?.[1] ?? 0)))}`;
    }),
  );
  return (language, text) => {
    // Nearly every program of others differs in its first line: the rest of it need not be looked at.
    if (!beginnings.has(`${language} ${shapeOf(firstLine(text))?.[0]?.shape ?? ''}`)) return undefined;
    const runs = shapeOf(text);
    if (runs === undefined) return undefined;
    const shapes = keyOf(runs);
    let start = head;
    for (const [each, shapesEnd, treeEnd] of places) {
      const isMeant =
        each === language && head + shapesEnd - start === shapes.length && written.startsWith(shapes, start);
      const tree = isMeant
        ? restoreTree(JSON.parse(written.slice(head + shapesEnd, head + treeEnd)) as KeptTree, text, runs)
        : undefined;
      if (tree !== undefined) return tree;
      start = head + treeEnd;
    }
    return undefined;
  };
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}
