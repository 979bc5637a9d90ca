import { diffIndices } from 'node-diff3';
import { countAlike, isSoonCompared } from '../comparison-work.ts';
import type { Chunk } from '../conflict-markers.ts';
import { mergeLines } from '../merge-lines.ts';
import type { TextLine } from '../text-lines.ts';

type Lines = readonly TextLine[];

/** More would take long to try, and nobody changes a list at so many places. */
const mostPlaces = 60;

/**
 * One side or the other, of as few lines as leave a sound text either way; what else was changed is merged. `isSound`: of both choices. Where nothing less is
 * sound, all from the first to the last line in which the sides differ.
 */
export function narrowChoice(
  base: Lines,
  ours: Lines,
  theirs: Lines,
  isSound: (merged: readonly Chunk[]) => boolean,
): readonly Chunk[] {
  const whole = chooseAll(base, ours, theirs);
  const [o, a, b] = [base, ours, theirs].map(contents) as [string[], string[], string[]];
  if (!isSoonCompared(o, a) || !isSoonCompared(o, b)) return whole;
  const pieces = cut(base, ours, theirs, [o, a, b]);
  const changed = pieces.flatMap(({ isChanged }, at) => (isChanged ? [at] : []));
  if (changed.length > mostPlaces) return whole;
  const merged = pieces.map((piece) => mergeLines(piece.base, piece.ours, piece.theirs));
  const ranges = changed
    .flatMap((from, index) =>
      changed.slice(index).map((to) => ({ from, to, size: sizeOf(pieces.slice(from, to + 1)) })),
    )
    .toSorted((one, other) => one.size - other.size);
  for (const { from, to } of ranges) {
    const within = pieces.slice(from, to + 1);
    const conflict: Chunk = {
      kind: 'conflict',
      base: within.flatMap((piece) => piece.base),
      ours: within.flatMap((piece) => piece.ours),
      theirs: within.flatMap((piece) => piece.theirs),
    };
    const chunks = [...merged.slice(0, from).flat(), conflict, ...merged.slice(to + 1).flat()];
    if (isSound(chunks)) return chunks;
  }
  return whole;
}

function chooseAll(base: Lines, ours: Lines, theirs: Lines): readonly Chunk[] {
  const { head, tail } = countAlike([base, ours, theirs].map(contents));
  const middle = (lines: Lines): Lines => lines.slice(head, lines.length - tail);
  return [
    { kind: 'agreed', lines: ours.slice(0, head) },
    { kind: 'conflict', base: middle(base), ours: middle(ours), theirs: middle(theirs) },
    { kind: 'agreed', lines: ours.slice(ours.length - tail) },
  ];
}

/** Lines that all three texts have at one place, or that one side or both changed. */
interface Piece {
  readonly base: Lines;
  readonly ours: Lines;
  readonly theirs: Lines;
  readonly isChanged: boolean;
}

function cut(
  base: Lines,
  ours: Lines,
  theirs: Lines,
  [o, a, b]: readonly [string[], string[], string[]],
): readonly Piece[] {
  const hunks = [
    ...diffIndices(o, a).map(({ buffer1, buffer2 }) => ({ buffer1, grown: [buffer2[1] - buffer1[1], 0] as const })),
    ...diffIndices(o, b).map(({ buffer1, buffer2 }) => ({ buffer1, grown: [0, buffer2[1] - buffer1[1]] as const })),
  ].toSorted((one, other) => one.buffer1[0] - other.buffer1[0]);
  const pieces: Piece[] = [];
  const at = { base: 0, ours: 0, theirs: 0 };
  const take = (length: number, mine: number, other: number, isChanged: boolean): void => {
    const next = { base: at.base + length, ours: at.ours + length + mine, theirs: at.theirs + length + other };
    pieces.push({
      base: base.slice(at.base, next.base),
      ours: ours.slice(at.ours, next.ours),
      theirs: theirs.slice(at.theirs, next.theirs),
      isChanged,
    });
    Object.assign(at, next);
  };
  for (let index = 0; index < hunks.length;) {
    const start = hunks[index]?.buffer1[0] ?? o.length;
    let end = start;
    let [mine, other] = [0, 0];
    // Changes that touch are one place.
    for (let hunk = hunks[index]; hunk !== undefined && hunk.buffer1[0] <= end; hunk = hunks[++index]) {
      end = Math.max(end, hunk.buffer1[0] + hunk.buffer1[1]);
      mine += hunk.grown[0];
      other += hunk.grown[1];
    }
    take(start - at.base, 0, 0, false);
    take(end - start, mine, other, true);
  }
  take(o.length - at.base, 0, 0, false);
  return pieces;
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { base, ours, theirs }) => sum + base.length + ours.length + theirs.length, 0);
}

function contents(lines: Lines): string[] {
  return lines.map(({ content }) => content);
}
