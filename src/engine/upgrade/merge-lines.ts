import { diff3MergeRegions, diffComm, diffIndices } from 'node-diff3';
import { countAlike, isSoonCompared } from './comparison-work.ts';
import type { Chunk } from './conflict-markers.ts';
import type { TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/**
 * Merges two descendants of `base` by lines, as diff3 does, with three differences: changes that touch without overlapping are both taken, those of
 * lines that were changed one for one too, what both sides changed alike is agreed, and lines compare without their line ends. Unchanged lines are taken from `ours`.
 * Without `base` every difference is a conflict. Texts that would take too long are merged where they differ, and what is too long even then is one conflict.
 */
export function mergeLines(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  return joinAgreed((mergeSoon(base, ours, theirs) ?? mergeMiddle(base, ours, theirs)).flatMap(trim));
}

/** Nothing where that would take too long. */
function mergeSoon(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] | undefined {
  const [o, a, b] = [base === undefined ? undefined : contents(base), contents(ours), contents(theirs)];
  const isSoon = o === undefined ? isSoonCompared(a, b) : isSoonCompared(o, a) && isSoonCompared(o, b);
  if (!isSoon) return undefined;
  return base === undefined ? compareTwo(ours, theirs) : mergeThree(base, ours, theirs);
}

/** Leaves out what all begin and end with alike. */
function mergeMiddle(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  const { head, tail } = countAlike([ours, theirs, ...(base === undefined ? [] : [base])].map(contents));
  const middle = (lines: Lines): Lines => lines.slice(head, lines.length - tail);
  const [o, a, b] = [base === undefined ? undefined : middle(base), middle(ours), middle(theirs)];
  const whole: Chunk = { kind: 'conflict', ...(o === undefined ? {} : { base: o }), ours: a, theirs: b };
  return [
    { kind: 'agreed', lines: ours.slice(0, head) },
    ...(mergeSoon(o, a, b) ?? [whole]),
    { kind: 'agreed', lines: ours.slice(ours.length - tail) },
  ];
}

function mergeThree(base: Lines, ours: Lines, theirs: Lines): Chunk[] {
  const [a, o, b] = [contents(ours), contents(base), contents(theirs)];
  const kept = keptLines(o, a);
  return diff3MergeRegions(a, o, b).flatMap((region): Chunk[] => {
    if (!region.stable) {
      const side = (lines: Lines, start: number, length: number): Lines => lines.slice(start, start + length);
      const sides = {
        base: side(base, region.oStart, region.oLength),
        ours: side(ours, region.aStart, region.aLength),
        theirs: side(theirs, region.bStart, region.bLength),
      };
      return [
        interleave(sides.base, sides.ours, sides.theirs) ??
          lineByLine(sides.base, sides.ours, sides.theirs) ?? { kind: 'conflict', ...sides },
      ];
    }
    const numbers = Array.from({ length: region.bufferLength }, (_, index) => region.bufferStart + index);
    const lines = numbers.map((number) => {
      if (region.buffer === 'a') return ours[number];
      if (region.buffer === 'o') return ours[kept.get(number) ?? -1];
      return theirs[number];
    });
    return [{ kind: 'agreed', lines: lines.filter((line) => line !== undefined) }];
  });
}

/** Both sides' changes in order, when none overlaps another; nothing when they collide. Insertions at one place collide: nobody knows their order. */
function interleave(base: Lines, ours: Lines, theirs: Lines): Chunk | undefined {
  const o = contents(base);
  const hunks = [
    ...diffIndices(o, contents(ours)).map((hunk) => ({ hunk, from: ours, mine: true })),
    ...diffIndices(o, contents(theirs)).map((hunk) => ({ hunk, from: theirs, mine: false })),
  ].toSorted((x, y) => x.hunk.buffer1[0] - y.hunk.buffer1[0] || x.hunk.buffer1[1] - y.hunk.buffer1[1]);
  const kept = keptLines(o, contents(ours));
  const lines: TextLine[] = [];
  let at = 0;
  let last: (typeof hunks)[number] | undefined;
  for (const next of hunks) {
    const [start, length] = next.hunk.buffer1;
    if (
      start < at ||
      (last !== undefined && last.mine !== next.mine && start === at && isOrderUnknown(last.hunk, next.hunk))
    )
      return undefined;
    lines.push(...unchanged(at, start));
    lines.push(...next.from.slice(next.hunk.buffer2[0], next.hunk.buffer2[0] + next.hunk.buffer2[1]));
    at = start + length;
    last = next;
  }
  lines.push(...unchanged(at, o.length));
  return { kind: 'agreed', lines };

  function unchanged(from: number, to: number): TextLine[] {
    return Array.from({ length: to - from }, (_, index) => ours[kept.get(from + index) ?? -1]).filter(
      (line) => line !== undefined,
    );
  }
}

type Hunk = ReturnType<typeof diffIndices<string>>[number];

/**
 * Of two changes that touch: lines that one side put in stand beside what the other put in at the same place, or beside lines that the other turned into more, so that
 * nobody knows between which of those they belong.
 */
function isOrderUnknown(first: Hunk, second: Hunk): boolean {
  const putsIn = (hunk: Hunk): boolean => hunk.buffer1[1] === 0;
  const grows = (hunk: Hunk): boolean => hunk.buffer2[1] > hunk.buffer1[1];
  return (putsIn(first) && grows(second)) || (putsIn(second) && grows(first));
}

/** Neighbouring lines that were changed one for one, each by one side or by both alike: a box that the person ticked, among others. */
function lineByLine(base: Lines, ours: Lines, theirs: Lines): Chunk | undefined {
  if (ours.length !== base.length || theirs.length !== base.length) return undefined;
  const lines: TextLine[] = [];
  for (const [at, mine] of ours.entries()) {
    const [before, other] = [base[at]?.content, theirs[at]];
    if (other === undefined || (mine.content !== before && other.content !== before && mine.content !== other.content))
      return undefined;
    lines.push(mine.content === before && other.content !== before ? other : mine);
  }
  return { kind: 'agreed', lines };
}

function compareTwo(ours: Lines, theirs: Lines): Chunk[] {
  let at = { ours: 0, theirs: 0 };
  return diffComm(contents(ours), contents(theirs)).map((piece): Chunk => {
    const from = at;
    if (piece.common !== undefined) {
      at = { ours: from.ours + piece.common.length, theirs: from.theirs + piece.common.length };
      return { kind: 'agreed', lines: ours.slice(from.ours, at.ours) };
    }
    at = { ours: from.ours + piece.buffer1.length, theirs: from.theirs + piece.buffer2.length };
    return { kind: 'conflict', ours: ours.slice(from.ours, at.ours), theirs: theirs.slice(from.theirs, at.theirs) };
  });
}

/** Number of each base line that `descendant` kept, to its number there. */
function keptLines(base: string[], descendant: string[]): Map<number, number> {
  const kept = new Map<number, number>();
  let [at, there] = [0, 0];
  for (const { buffer1, buffer2 } of [
    ...diffIndices(base, descendant),
    { buffer1: [base.length, 0], buffer2: [descendant.length, 0] } as const,
  ]) {
    while (at < buffer1[0]) kept.set(at++, there++);
    at = buffer1[0] + buffer1[1];
    there = buffer2[0] + buffer2[1];
  }
  return kept;
}

/** Takes what both sides of a conflict begin and end with alike out of it. */
function trim(chunk: Chunk): Chunk[] {
  if (chunk.kind === 'agreed') return [chunk];
  const { ours, theirs, base } = chunk;
  const most = Math.min(ours.length, theirs.length);
  let head = 0;
  while (head < most && ours[head]?.content === theirs[head]?.content) head += 1;
  let tail = 0;
  while (tail < most - head && ours.at(-1 - tail)?.content === theirs.at(-1 - tail)?.content) tail += 1;
  const middle = { ours: ours.slice(head, ours.length - tail), theirs: theirs.slice(head, theirs.length - tail) };
  const conflict: Chunk = { kind: 'conflict', ...middle, ...(base === undefined ? {} : { base }) };
  // Both added, one of them more: what is left over has nothing to collide with.
  const addedByOne = base?.length === 0 && head + tail > 0 && (middle.ours.length === 0 || middle.theirs.length === 0);
  const rest: Chunk = addedByOne ? { kind: 'agreed', lines: [...middle.ours, ...middle.theirs] } : conflict;
  return [
    { kind: 'agreed', lines: ours.slice(0, head) },
    ...(middle.ours.length + middle.theirs.length === 0 ? [] : [rest]),
    { kind: 'agreed', lines: ours.slice(ours.length - tail) },
  ];
}

function joinAgreed(chunks: readonly Chunk[]): Chunk[] {
  const joined: Chunk[] = [];
  let open: TextLine[] | undefined;
  for (const chunk of chunks) {
    if (chunk.kind === 'conflict') {
      joined.push(chunk);
      open = undefined;
    } else if (open !== undefined) for (const line of chunk.lines) open.push(line);
    else if (chunk.lines.length > 0) {
      open = [...chunk.lines];
      joined.push({ kind: 'agreed', lines: open });
    }
  }
  return joined;
}

function contents(lines: Lines): string[] {
  return lines.map((line) => line.content);
}
