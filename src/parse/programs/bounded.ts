import type { Value } from '../../model/programs/value.ts';
import { unknownFor } from './values.ts';

/** Values that one may hold in its lists and tables, one in two of them counted twice: line by line a program doubles what it holds (`x = [x, x]`). */
export const mostHeld = 10_000;

/** The same of a text, in what its variables stand for where they are not set: `A = environ.get("A", B)`, and B the same of C. */
const mostInText = 100;

const sizes = new WeakMap<Value, number>();

/** A value, or that it is not known where it holds too much to be looked through. A list or a table as it is written is as long as its text, and stays. */
export function bounded(value: Value): Value {
  const held = heldBy(value);
  const most = value.kind === 'text' ? mostInText : Math.max(mostHeld, 3 * held.length);
  return held.length === 0 || sizeOf(value) <= most ? value : unknownFor('limit');
}

function sizeOf(value: Value): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = heldBy(value).reduce((sum, each) => sum + sizeOf(each), 1);
  sizes.set(value, size);
  return size;
}

/** What is in a value, and what a variable of the environment stands for where it is not set. */
function heldBy(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'oneOf') return value.values;
  if (value.kind === 'table') return [...value.entries.values(), ...(value.others ?? [])];
  if (value.kind !== 'text') return [];
  return value.parts.flatMap((part) =>
    typeof part === 'object' && 'variable' in part && part.otherwise !== undefined ? [part.otherwise] : [],
  );
}
