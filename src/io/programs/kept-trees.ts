import { readFileSync } from 'node:fs';
import type { SyntaxLanguage, SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';

/** A tree as it is kept. Only trees without errors are. */
interface KeptTree {
  readonly words: readonly string[];
  /** Of each node, before its children: the numbers of its kind and field among the words, start, end, and how many children it has. */
  readonly nodes: readonly number[];
}

/** A program and its tree, each as a text. */
export interface KeptProgram {
  readonly language: SyntaxLanguage;
  readonly text: string;
  readonly tree: string;
}

/** Gives the tree of a program, as a text, where it was kept. */
export type KeptTrees = (language: SyntaxLanguage, text: string) => string | undefined;

/** Writes a tree down. */
export function keepTree({ root }: SyntaxTree): string {
  const words = new Map([['', 0]]);
  const nodes: number[] = [];
  const number = (word: string): number => {
    const known = words.get(word) ?? words.size;
    words.set(word, known);
    return known;
  };
  const keep = ({ kind, field = '', start, end, children }: SyntaxNode): void => {
    nodes.push(number(kind), number(field), start, end, children.length);
    for (const child of children) keep(child);
  };
  keep(root);
  const kept: KeptTree = { words: [...words.keys()], nodes };
  return JSON.stringify(kept);
}

/** Makes the tree of what {@link keepTree} wrote. */
export function restoreTree(kept: string): SyntaxTree {
  const { words, nodes } = JSON.parse(kept) as KeptTree;
  let at = 0;
  const next = (): number => nodes[at++] ?? 0;
  const restore = (): SyntaxNode => {
    const [kind, field, start, end] = [words[next()] ?? '', words[next()], next(), next()];
    const children = Array.from({ length: next() }, restore);
    return { kind, field: field === '' ? undefined : field, start, end, children };
  };
  return { root: restore() };
}

/** Language of a program and where it and its tree end in what follows the first line of the file. */
type Place = readonly [language: SyntaxLanguage, textEnd: number, treeEnd: number];

/** Writes down programs with their trees: first a line with the place of each, so that no more is read than a run asks for. */
export function writeKeptTrees(programs: readonly KeptProgram[]): string {
  let written = '';
  const places = programs.map(({ language, text, tree }): Place => {
    const textEnd = written.length + text.length;
    written += text + tree;
    return [language, textEnd, written.length];
  });
  return `${JSON.stringify(places)}\n${written}`;
}

/** Reads the trees of a file that the build wrote (`scripts/parse-starters.mjs`). */
export function readKeptTrees(file: string): KeptTrees {
  const written = readFileSync(file, 'utf8');
  const head = written.indexOf('\n') + 1;
  const places = JSON.parse(written.slice(0, head)) as readonly Place[];
  return (language, text) => {
    let start = head;
    for (const [each, textEnd, treeEnd] of places) {
      const isMeant = each === language && head + textEnd - start === text.length && written.startsWith(text, start);
      if (isMeant) return written.slice(head + textEnd, head + treeEnd);
      start = head + treeEnd;
    }
    return undefined;
  };
}
