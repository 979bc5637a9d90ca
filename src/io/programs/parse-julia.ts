import type { SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';

/** What is used of a Lezer parser. */
export interface LezerParser {
  parse(text: string): {
    iterate(spec: {
      enter(node: {
        readonly name: string;
        readonly from: number;
        readonly to: number;
        readonly type: { readonly isError: boolean };
      }): void;
      leave(): void;
    }): void;
  };
}

interface Draft extends SyntaxNode {
  children: Draft[];
}

const deepest = 250;

/** Parses Julia into the same kind of tree as the other languages, without roles of children. */
export function parseJulia(parser: LezerParser, text: string): SyntaxTree | { readonly unread: string } {
  const root: Draft = { kind: 'Program', field: undefined, start: 0, end: text.length, children: [] };
  const open: Draft[] = [root];
  let broken: number | undefined;
  try {
    parser.parse(text).iterate({
      enter({ name, from, to, type }) {
        if (type.isError) broken ??= from;
        const node: Draft = { kind: name, field: undefined, start: from, end: to, children: [] };
        if (open.length < deepest) open.at(-1)?.children.push(node);
        open.push(node);
      },
      leave() {
        open.pop();
      },
    });
  } catch (error) {
    return { unread: `the parser gave up (${error instanceof Error ? error.message : String(error)})` };
  }
  return broken === undefined ? { root } : { root, broken };
}
