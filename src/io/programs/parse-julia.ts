import type { SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';
import type { NodeCount } from './convert-tree.ts';

interface LezerTree {
  iterate(spec: {
    enter(node: {
      readonly name: string;
      readonly from: number;
      readonly to: number;
      readonly type: { readonly isError: boolean };
    }): void;
    leave(): void;
  }): void;
}

/** What is used of a Lezer parser. */
export interface LezerParser {
  startParse(text: string): {
    /** One step, which gives the tree at the end. */
    advance(): LezerTree | null;
    /** The readings that are followed; three numbers for each part of a program that is open. */
    readonly stacks: readonly { readonly stack: readonly number[] }[];
  };
}

interface Draft extends SyntaxNode {
  children: Draft[];
}

const deepest = 250;
/** Open parts: each step may go through all of them. */
const mostOpen = 1_000;

/** Parses Julia into the same kind of tree as the other languages, without roles of children. Nothing where it has more nodes than are left. */
export function parseJulia(
  parser: LezerParser,
  text: string,
  count: NodeCount,
): SyntaxTree | { readonly unread: string } | undefined {
  const root: Draft = { kind: 'Program', field: undefined, start: 0, end: text.length, children: [] };
  const open: Draft[] = [root];
  let broken: number | undefined;
  try {
    const parse = parser.startParse(text);
    let tree = parse.advance();
    for (; tree === null; tree = parse.advance())
      if (parse.stacks.some(({ stack }) => stack.length > 3 * mostOpen))
        return { unread: `more than ${String(mostOpen)} of its parts lie in one another` };
    tree.iterate({
      enter({ name, from, to, type }) {
        if (type.isError) broken ??= from;
        const node: Draft = { kind: name, field: undefined, start: from, end: to, children: [] };
        count.left -= 1;
        if (open.length < deepest && count.left >= 0) open.at(-1)?.children.push(node);
        open.push(node);
      },
      leave() {
        open.pop();
      },
    });
  } catch (error) {
    return { unread: `the parser gave up (${error instanceof Error ? error.message : String(error)})` };
  }
  if (count.left < 0) return undefined;
  return broken === undefined ? { root } : { root, broken };
}
