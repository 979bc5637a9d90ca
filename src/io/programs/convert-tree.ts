import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../../model/programs/syntax.ts';

/** Deeper than anything that people write; below it nothing is looked at, so that no reader of the tree overflows the stack. */
const deepest = 250;

/** Nodes that may still be made, one for each name, number, text, call and statement, some 140 bytes each. */
export interface NodeCount {
  left: number;
}

interface Draft extends SyntaxNode {
  children: readonly Draft[];
}

/** Most nodes have no children: they share one list. */
const none: readonly Draft[] = [];

/** Nodes that nobody looks at: quotes, punctuation, comments, annotations of types. */
const skipped = new Set([
  'string_start',
  'string_end',
  'string_open',
  'string_close',
  'comment',
  'comma',
  'type',
  'line_continuation',
]);

/**
 * Copies a tree into plain objects: each question to the parser crosses into WebAssembly, so few are asked, by number and not by name. Each node is
 * counted; nothing is given of a tree that has more than are left.
 */
export function convertTree(tree: Tree, count: NodeCount): SyntaxTree | undefined {
  const cursor = tree.walk();
  try {
    const names = namesOf(tree.language);
    const root = draft(cursor, names);
    const { hasError } = tree.rootNode;
    const error = copy(cursor, root, names, hasError, count);
    if (count.left < 0) return undefined;
    const broken = error ?? (hasError ? root.end : undefined);
    return broken === undefined ? { root } : { root, broken };
  } finally {
    cursor.delete();
  }
}

interface Names {
  readonly kinds: readonly (string | null)[];
  /** By the number of the kind: whether its nodes are taken. */
  readonly taken: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

const known = new WeakMap<Language, Names>();

function namesOf(language: Language): Names {
  const before = known.get(language);
  if (before !== undefined) return before;
  const kinds = language.types;
  const taken = kinds.map((kind, id) => kind !== null && language.nodeTypeIsNamed(id) && !skipped.has(kind));
  const names = { kinds, taken, fields: language.fields };
  known.set(language, names);
  return names;
}

function draft(cursor: TreeCursor, { kinds, fields }: Names, id = cursor.nodeTypeId): Draft {
  const field = fields[cursor.currentFieldId] ?? undefined;
  // The kind of an error has a number outside the table.
  return { kind: kinds[id] ?? 'ERROR', field, start: cursor.startIndex, end: cursor.endIndex, children: none };
}

/** Copies what is below the cursor's node. Gives the offset of the first error that it comes by, or of what is missing. */
function copy(cursor: TreeCursor, root: Draft, names: Names, hasError: boolean, count: NodeCount): number | undefined {
  const parents: Draft[] = [];
  let node: Draft | undefined = root;
  let broken: number | undefined;
  for (;;) {
    if (node !== undefined && parents.length < deepest && cursor.gotoFirstChild()) parents.push(node);
    else {
      if (node !== undefined && parents.length >= deepest) broken ??= node.start;
      while (!cursor.gotoNextSibling()) {
        if (parents.pop() === undefined || !cursor.gotoParent()) return broken;
      }
    }
    const parent = parents.at(-1);
    if (parent === undefined) return broken;
    node = take(cursor, parent, names);
    if (node !== undefined) count.left -= 1;
    if (count.left < 0) return broken;
    if (hasError && broken === undefined && (node?.kind === 'ERROR' || cursor.nodeIsMissing))
      broken = cursor.startIndex;
  }
}

/** Adds the cursor's node to its parent; nothing for punctuation and what nobody looks at. */
function take(cursor: TreeCursor, parent: Draft, names: Names): Draft | undefined {
  const id = cursor.nodeTypeId;
  if (names.taken[id] === false) return undefined;
  const node = draft(cursor, names, id);
  if (parent.children === none) parent.children = [node];
  else (parent.children as Draft[]).push(node);
  return node;
}
