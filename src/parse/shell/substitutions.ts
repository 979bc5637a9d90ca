import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';

/** A script that a word runs: `$(...)`, `<(...)`. */
export interface Substitution {
  readonly script: ParsedScript;
  /** Where the substitution stands in the text. */
  readonly at: number;
}

/** What is a list of commands of its own, and read as such. */
const bodies: ReadonlySet<string> = new Set(['CompoundList', 'Statement', 'Script', 'If', 'While', 'Function']);

/**
 * Scripts that a shell runs to know what a part of a text says: in words and quotes, in the index and the values of an array, in arithmetic, conditions
 * and patterns, in a heredoc. Not the bodies of loops and conditions.
 */
export function substitutionsOf(root: SyntaxNode): readonly Substitution[] {
  const found: Substitution[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (
      node.type === 'CommandExpansion' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'ArithmeticCommandExpansion'
    ) {
      if (node.script !== undefined) found.push({ script: node.script, at: node.pos });
    } else if (!bodies.has(node.type)) {
      const inner: SyntaxNode[] = [];
      forEachChild(node, (child) => inner.push(child));
      // The first one is taken from the end.
      for (const child of inner.toReversed()) open.push(child);
    }
  }
  return found;
}
