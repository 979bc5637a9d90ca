import type { TextLine } from './text-lines.ts';

/** The lines around the sides of a conflict. Git's own tools and every editor know this shape. */
export const MARKERS = {
  yours: '<<<<<<< yours',
  previous: '||||||| previous template',
  middle: '=======',
  theirs: '>>>>>>> new template',
} as const;

/** A stretch of a merge: agreed lines, or both sides of a collision. `base` is absent where no common ancestor is known. */
export type Chunk =
  | { readonly kind: 'agreed'; readonly lines: readonly TextLine[] }
  | {
      readonly kind: 'conflict';
      readonly ours: readonly TextLine[];
      readonly base?: readonly TextLine[];
      readonly theirs: readonly TextLine[];
    };

/** All lines of a merge, with markers around each conflict. */
export function withMarkers(chunks: readonly Chunk[]): TextLine[] {
  return chunks.flatMap((chunk) => {
    if (chunk.kind === 'agreed') return chunk.lines;
    const base = chunk.base === undefined ? [] : [marker(MARKERS.previous), ...chunk.base];
    return [
      marker(MARKERS.yours),
      ...chunk.ours,
      ...base,
      marker(MARKERS.middle),
      ...chunk.theirs,
      marker(MARKERS.theirs),
    ];
  });
}

function marker(content: string): TextLine {
  return { content, end: '' };
}

/** All lines of a merge, one side taken in each conflict. */
export function withSide(chunks: readonly Chunk[], side: 'ours' | 'theirs'): TextLine[] {
  return chunks.flatMap((chunk) => (chunk.kind === 'agreed' ? chunk.lines : chunk[side]));
}

/** 1-based numbers of the lines that open a conflict of ours, or are left over from one. `=======` alone is no proof: it underlines headings. */
export function findMarkers(text: string): number[] {
  const known: readonly string[] = [MARKERS.yours, MARKERS.previous, MARKERS.theirs];
  return text
    .split('\n')
    .flatMap((line, index) => (known.includes(line.replace(/\r$/, '').replace(/^\uFEFF/, '')) ? [index + 1] : []));
}
