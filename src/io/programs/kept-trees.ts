import { readFileSync } from 'node:fs';
import type { SyntaxLanguage, SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';

/** A tree as it is kept. Only trees without errors are. */
interface KeptTree {
  readonly words: readonly string[];
  /** Of each node, before its children: the numbers of its kind and field among the words, start, end, and how many children it has. */
  readonly nodes: readonly number[];
}

/** Trees by language and text; a tree stays a text until it is asked for. */
export type KeptTrees = ReadonlyMap<SyntaxLanguage, ReadonlyMap<string, string>>;

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

/** Reads the trees of a file that the build wrote (`scripts/parse-starters.mjs`). */
export function readKeptTrees(file: string): KeptTrees {
  const read = JSON.parse(readFileSync(file, 'utf8')) as Record<SyntaxLanguage, Record<string, string>>;
  const languages: readonly SyntaxLanguage[] = ['python', 'r', 'julia'];
  return new Map(languages.map((language) => [language, new Map(Object.entries(read[language]))]));
}
