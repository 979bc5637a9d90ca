import { diffIndices } from 'node-diff3';
import type { PlanEntry } from '../../model/upgrade/plan.ts';
import { isSoonCompared } from '../upgrade/comparison-work.ts';
import { splitLines } from '../upgrade/text-lines.ts';

/** One line of a file. */
export interface PlacedLine {
  /** 1-based, in the file as it is. */
  readonly line: number;
  readonly text: string;
  /** Not as the template had it: a person wrote it. */
  readonly isOwn: boolean;
}

/** One place of a file that a person and the template both changed. */
export interface Collision {
  readonly yours: readonly PlacedLine[];
  readonly theirs: readonly string[];
  /** Lines of what was rendered last that stood here, and that this side has no more. */
  readonly gone: { readonly yours: readonly string[]; readonly theirs: readonly string[] };
}

/**
 * Where the two sides of a conflict differ; nothing for a file that is no text. What did not collide is the same in both. `base`: what was rendered last;
 * without it every line is the person's.
 */
export function listCollisions({ choices, current }: PlanEntry, base: string | undefined): readonly Collision[] {
  if (choices === undefined || current === undefined || current.binary === true) return [];
  const [yours, theirs, now] = [choices.yours.text, choices.theirs.text, current.text].map(linesOf);
  if (yours === undefined || theirs === undefined || now === undefined) return [];
  const rendered = new Set(base === undefined ? [] : linesOf(base));
  const numbers = numberLines(yours, now);
  const place = (at: number): PlacedLine => {
    const text = yours[at] ?? '';
    return { line: numbers[at] ?? 1, text, isOwn: !rendered.has(text) };
  };
  const before = base === undefined ? [] : linesOf(base);
  const [fromYours, fromTheirs] = [differences(before, yours), differences(before, theirs)];
  return differences(yours, theirs).map(({ buffer1: [from, length], buffer2: [start, count] }) => ({
    yours: Array.from({ length }, (_, index) => place(from + index)),
    theirs: theirs.slice(start, start + count),
    gone: { yours: goneAt(before, fromYours, from, length), theirs: goneAt(before, fromTheirs, start, count) },
  }));
}

/** Lines of `before` that a change which touches these lines took away. */
function goneAt(
  before: readonly string[],
  changes: readonly Difference[],
  from: number,
  length: number,
): readonly string[] {
  return changes.flatMap(({ buffer1: [first, many], buffer2: [start, count] }) =>
    start <= from + length && from <= start + count ? before.slice(first, first + many) : [],
  );
}

type Difference = Pick<ReturnType<typeof diffIndices<string>>[number], 'buffer1' | 'buffer2'>;

/** What would take long to compare is one difference. */
function differences(one: readonly string[], other: readonly string[]): readonly Difference[] {
  return isSoonCompared(one, other)
    ? diffIndices([...one], [...other])
    : [{ buffer1: [0, one.length], buffer2: [0, other.length] }];
}

/** Where each line of a person's side stands in the file; of lines that are alike, in their order. */
function numberLines(yours: readonly string[], now: readonly string[]): readonly number[] {
  const places = new Map<string, number[]>();
  for (const [index, text] of now.entries()) {
    const found = places.get(text);
    if (found === undefined) places.set(text, [index + 1]);
    else found.push(index + 1);
  }
  const taken = new Map<string, number>();
  return yours.map((text) => {
    const nth = taken.get(text) ?? 0;
    taken.set(text, nth + 1);
    return places.get(text)?.[nth] ?? 1;
  });
}

function linesOf(text: string): readonly string[] {
  return splitLines(text).lines.map(({ content }) => content);
}
