import { type Chunk, MARKERS, withMarkers, withSide } from './conflict-markers.ts';
import { mergeLines } from './merge-lines.ts';
import { joinLines, splitLines, type TextLine } from './text-lines.ts';

/** What became of two descendants of one text. All three texts are alike when nothing collided. */
export interface MergedText {
  /** With markers where both changed the same lines. */
  readonly text: string;
  /** The same with our side, or theirs, in each collision; what did not collide is merged. */
  readonly yours: string;
  readonly theirs: string;
  /** 1-based lines of `text` where a conflict opens; empty when nothing collided. */
  readonly conflicts: readonly number[];
}

/**
 * Merges what a person made of a text (`ours`) with what a new template makes of it (`theirs`) over the text that both started from.
 * Byte order mark, line ends and final newline are those of `ours`. Without `base` every difference is a conflict.
 */
export function mergeText(base: string | undefined, ours: string, theirs: string): MergedText {
  const mine = splitLines(ours);
  const chunks = mergeLines(base === undefined ? undefined : splitLines(base).lines, mine.lines, splitLines(theirs).lines);
  return renderChunks(chunks, mine);
}

function renderChunks(chunks: readonly Chunk[], style: Parameters<typeof joinLines>[1]): MergedText {
  const join = (lines: readonly TextLine[]): string => joinLines(lines, style);
  const text = join(withMarkers(chunks));
  if (chunks.every((chunk) => chunk.kind === 'agreed')) return { text, yours: text, theirs: text, conflicts: [] };
  const opening = withMarkers(chunks).flatMap((line, index) => (line.content === MARKERS.yours ? [index + 1] : []));
  return { text, yours: join(withSide(chunks, 'ours')), theirs: join(withSide(chunks, 'theirs')), conflicts: opening };
}

