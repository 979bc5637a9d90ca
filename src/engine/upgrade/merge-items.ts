import type { Chunk } from './conflict-markers.ts';
import { mergeLines } from './merge-lines.ts';
import type { TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/** A piece of a text that means the same wherever it stands: a step, an entry of a mapping, a requirement. */
export interface Item {
  /** Unique among its neighbours. */
  readonly key: string;
  /** What it is about, where several keys may be about the same: a text says it once. */
  readonly subject?: string;
  readonly lines: Lines;
  /** It stands on one line with others, the first of which has that line. Whatever becomes of one, the line stays as the person wrote it. */
  readonly isTogether?: true;
}

/** Splits a text, or the inside of an item, into items; nothing when it is not made of items. */
export type Splitter = (lines: Lines) => readonly Item[] | undefined;

/**
 * Merges lists of items by key. Both sides may add at the same place: the template's come first. An item that the person removed stays
 * removed; one that the template removed and the person changed is a conflict; one that both changed is merged inside with `inner`.
 * Nothing is returned when a side is no list of unique items, or both sides changed the order.
 */
export function mergeItems(
  base: Lines,
  ours: Lines,
  theirs: Lines,
  split: Splitter,
  inner: typeof mergeLines = mergeLines,
): Chunk[] | undefined {
  const sides = [split(base), split(ours), split(theirs)] as const;
  const [o, a, b] = [toMap(sides[0]), toMap(sides[1]), toMap(sides[2])];
  if (o === undefined || a === undefined || b === undefined) return undefined;
  const order = mergeOrder([...o.keys()], [...a.keys()], [...b.keys()]);
  const apart = findApart(...sides);
  const together = new Set(sides[1]?.flatMap(({ key, isTogether }) => (isTogether === true ? [key] : [])));
  return order?.flatMap((key): Chunk[] => {
    const [before, mine, other] = [o.get(key), a.get(key), b.get(key)];
    if (together.has(key)) return [{ kind: 'agreed', lines: mine ?? [] }];
    return apart.has(key)
      ? [{ kind: 'conflict', base: before ?? [], ours: mine ?? [], theirs: other ?? [] }]
      : mergeItem(before, mine, other, inner);
  });
}

/** Keys of what both sides changed, and say at different places: one place is right. */
function findApart(base: Items, ours: Items, theirs: Items): ReadonlySet<string> {
  const bySubject = (items: Items): ReadonlyMap<string, Item> =>
    new Map(items?.flatMap((item) => (item.subject === undefined ? [] : [[item.subject, item]])));
  const [o, b] = [bySubject(base), bySubject(theirs)];
  return new Set(
    [...bySubject(ours)].flatMap(([subject, mine]) => {
      const [before, other] = [o.get(subject), b.get(subject)];
      if (other === undefined || other.key === mine.key) return [];
      return isKept(before, mine) || isKept(before, other) ? [] : [mine.key, other.key];
    }),
  );
}

type Items = readonly Item[] | undefined;

function isKept(before: Item | undefined, now: Item): boolean {
  return before?.key === now.key && sameLines(before.lines, now.lines);
}

function mergeItem(
  base: Lines | undefined,
  ours: Lines | undefined,
  theirs: Lines | undefined,
  inner: typeof mergeLines,
): Chunk[] {
  if (ours === undefined) return base === undefined && theirs !== undefined ? [{ kind: 'agreed', lines: theirs }] : [];
  if (theirs === undefined) return base === undefined ? [{ kind: 'agreed', lines: ours }] : dropped(base, ours);
  return inner(base, ours, theirs);
}

function dropped(base: Lines, ours: Lines): Chunk[] {
  return sameLines(base, ours) ? [] : [{ kind: 'conflict', base, ours, theirs: [] }];
}

function toMap(items: readonly Item[] | undefined): ReadonlyMap<string, Lines> | undefined {
  if (items === undefined) return undefined;
  const map = new Map(items.map(({ key, lines }) => [key, lines]));
  return map.size === items.length ? map : undefined;
}

/** All keys in one order: that of the side that changed it, each side's additions after the item they follow there. */
function mergeOrder(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] | undefined {
  const known = new Set(base);
  const ownOrder = isReordered(base, ours);
  if (ownOrder && isReordered(base, theirs)) return undefined;
  const [first, second] = ownOrder ? [ours, theirs] : [theirs, ours];
  /** What follows each key; the first one follows nothing. */
  const next = new Map<string | undefined, string>();
  for (const [index, key] of first.entries()) next.set(first[index - 1], key);
  const placed = new Set(first);
  for (const [index, key] of second.entries()) {
    if (placed.has(key)) continue;
    placed.add(key);
    let before = second[index - 1];
    // Past what the first side added at this place already.
    for (let at = next.get(before); at !== undefined && !known.has(at); at = next.get(before)) before = at;
    const after = next.get(before);
    if (after !== undefined) next.set(key, after);
    next.set(before, key);
  }
  const order: string[] = [];
  for (let key = next.get(undefined); key !== undefined; key = next.get(key)) order.push(key);
  return order;
}

function isReordered(base: readonly string[], side: readonly string[]): boolean {
  const [inBase, inSide] = [new Set(base), new Set(side)];
  const kept = base.filter((key) => inSide.has(key));
  return side.filter((key) => inBase.has(key)).some((key, index) => key !== kept[index]);
}

function sameLines(one: Lines, other: Lines): boolean {
  return one.length === other.length && one.every((line, index) => line.content === other[index]?.content);
}
