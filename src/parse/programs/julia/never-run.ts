import type { SyntaxNode } from '../../../model/programs/syntax.ts';

/** What may run of a node: of `if false` only what stands in its other branches. */
export function runningIn(node: SyntaxNode, text: string): readonly SyntaxNode[] {
  const [, condition] = node.children;
  if (
    node.kind !== 'IfStatement' ||
    condition === undefined ||
    text.slice(condition.start, condition.end).trim() !== 'false'
  )
    return node.children;
  const other = node.children.findIndex(({ kind }) => /^Else(?:if)?Clause$/.test(kind));
  return other < 0 ? [] : node.children.slice(other);
}
