import type { Command, SyntaxNode } from 'unbash';

/** How deep groups and conditions are followed. */
export const deepest = 150;

/** The simple commands of a part of a script, those in substitutions apart. */
export function commandsIn(node: SyntaxNode, depth = 0): readonly Command[] {
  if (depth > deepest) return [];
  return node.type === 'Command' ? [node] : partsOf(node).flatMap((each) => commandsIn(each, depth + 1));
}

/** What a part of a script is made of. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.type) {
    case 'Statement':
    case 'Redirected':
      return [node.command];
    case 'AndOr':
    case 'Pipeline':
    case 'CompoundList':
      return node.commands;
    case 'If':
      return [node.clause, node.then, ...node.elif, ...(node.else === undefined ? [] : [node.else])];
    case 'Elif':
      return [node.clause, node.then];
    case 'While':
      return [node.clause, node.body];
    case 'For':
    case 'Select':
    case 'ArithmeticFor':
    case 'Subshell':
    case 'BraceGroup':
    case 'Function':
    case 'Coproc':
      return [node.body];
    case 'Case':
      return node.items.map(({ body }) => body);
    default:
      return [];
  }
}

/** The functions of a script, wherever they are made; of two with a name the last. */
export function functionsIn(statements: readonly SyntaxNode[], depth = 0): ReadonlyMap<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  if (depth > deepest) return found;
  for (const node of statements) {
    if (node.type === 'Function') found.set(node.name.value, node.body);
    for (const [name, body] of functionsIn(partsOf(node), depth + 1)) found.set(name, body);
  }
  return found;
}
