import type { Chunk } from './conflict-markers.ts';
import { mergeLines } from './merge-lines.ts';
import type { TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/** A piece of a text that means the same wherever it stands: a step, an entry of a mapping, a requirement. */
export interface Item {
  /** Unique among its neighbours. */
  readonly key: string;
  readonly lines: Lines;
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
  const [o, a, b] = [toMap(split(base)), toMap(split(ours)), toMap(split(theirs))];
  if (o === undefined || a === undefined || b === undefined) return undefined;
  const order = mergeOrder([...o.keys()], [...a.keys()], [...b.keys()]);
  return order?.flatMap((key) => mergeItem(o.get(key), a.get(key), b.get(key), inner));
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
  const ownOrder = reordered(base, ours);
  if (ownOrder && reordered(base, theirs)) return undefined;
  const [first, second] = ownOrder ? [ours, theirs] : [theirs, ours];
  const order = [...first];
  for (const [index, key] of second.entries()) {
    if (order.includes(key)) continue;
    const before = second.slice(0, index).findLast((other) => order.includes(other));
    const at = before === undefined ? 0 : order.indexOf(before) + 1;
    order.splice(afterAdditions(order, at, base), 0, key);
  }
  return order;
}

/** Past what the first side added at this place already. */
function afterAdditions(order: readonly string[], at: number, base: readonly string[]): number {
  const next = order.findIndex((key, index) => index >= at && base.includes(key));
  return next === -1 ? order.length : next;
}

function reordered(base: readonly string[], side: readonly string[]): boolean {
  const kept = base.filter((key) => side.includes(key));
  return side.filter((key) => base.includes(key)).some((key, index) => key !== kept[index]);
}

function sameLines(one: Lines, other: Lines): boolean {
  return one.length === other.length && one.every((line, index) => line.content === other[index]?.content);
}
