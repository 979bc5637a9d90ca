import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';

/** Deeper than anything that people write; below it nothing is looked at, so that no reader of the tree overflows the stack. */
const deepest = 250;

interface Draft extends SyntaxNode {
  children: Draft[];
}

/** Copies a tree into plain objects: each question to the parser crosses into WebAssembly, so few are asked, by number and not by name. */
export function convertTree(tree: Tree): SyntaxTree {
  const cursor = tree.walk();
  try {
    const names = namesOf(tree.language);
    const root = draft(cursor, names);
    const broken = copy(cursor, root, names) ?? (tree.rootNode.hasError ? root.end : undefined);
    return broken === undefined ? { root } : { root, broken };
  } finally {
    cursor.delete();
  }
}

interface Names {
  readonly kinds: readonly (string | null)[];
  readonly fields: readonly (string | null)[];
}

const known = new WeakMap<Language, Names>();

function namesOf(language: Language): Names {
  const names = known.get(language) ?? { kinds: language.types, fields: language.fields };
  known.set(language, names);
  return names;
}

function draft(cursor: TreeCursor, { kinds, fields }: Names): Draft {
  const field = fields[cursor.currentFieldId] ?? undefined;
  // The kind of an error has a number outside the table.
  return {
    kind: kinds[cursor.nodeTypeId] ?? 'ERROR',
    field,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

/** Copies what is below the cursor's node. Gives the offset of the first error that it comes by, or of the end of a text that misses something. */
function copy(cursor: TreeCursor, root: Draft, names: Names): number | undefined {
  const parents: Draft[] = [];
  let node = root;
  let broken: number | undefined;
  for (;;) {
    if (parents.length < deepest && cursor.gotoFirstChild()) parents.push(node);
    else {
      if (parents.length >= deepest) broken ??= node.start;
      while (!cursor.gotoNextSibling()) {
        if (parents.pop() === undefined || !cursor.gotoParent()) return broken;
      }
    }
    const parent = parents.at(-1);
    if (parent === undefined) return broken;
    node = cursor.nodeIsNamed ? draft(cursor, names) : { kind: '', field: undefined, start: 0, end: 0, children: [] };
    if (node.kind === 'ERROR' || (node.kind === '' && cursor.nodeIsMissing))
      broken ??= node.kind === '' ? cursor.startIndex : node.start;
    if (node.kind !== '' && node.kind !== 'comment') parent.children.push(node);
  }
}
