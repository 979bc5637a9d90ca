import { diffIndices } from 'node-diff3';
import { readRow } from './checklist-row.ts';
import { findSummary } from './checklist-summary.ts';
import type { Chunk } from '../upgrade/conflict-markers.ts';
import { isPersonal, mergeChecklistRow } from './merge-checklist-row.ts';
import { mergeLines } from '../upgrade/merge-lines.ts';
import { isSoonCompared } from '../upgrade/comparison-work.ts';
import type { TextLine } from '../upgrade/text-lines.ts';

type Lines = readonly TextLine[];

/** A checklist whose rows are reduced to their keys, so that a reworded row is the same row. */
interface Sheet {
  /** Lines with each row's content replaced by its key, and the summary by one line. */
  readonly shape: Lines;
  readonly rows: ReadonlyMap<string, TextLine>;
  readonly summary: Lines;
}

/** Opens every stand-in for a row: no line of a text begins so. */
const STAND_IN = '\0';
const SUMMARY = `${STAND_IN}summary`;

/**
 * Merges checklists by requirement: ticks, notes and rows that a person added below a row stay with it, wherever the template moves it and
 * however it words it. A row that the person removed stays removed; one that the template dropped and a person worked on stays.
 * The summary is the template's: whoever writes the file counts anew. Falls back to a merge by lines when rows are not unique.
 */
export function mergeSheets(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  const [o, a, b] = [readSheet(base ?? []), readSheet(ours), readSheet(theirs)];
  if (base === undefined || o === undefined || a === undefined || b === undefined)
    return mergeLines(base, ours, theirs);
  const { shape, notes } = takeNotes(o.shape, a.shape);
  const removed = new Set([...o.rows.keys()].filter((key) => !a.rows.has(key)));
  const dropped = new Set([...o.rows.keys()].filter((key) => !b.rows.has(key)));
  const held = new Set(
    [...dropped].filter(
      (key) =>
        a.rows.has(key) && (notes.has(key) || isPersonal(o.rows.get(key)?.content, a.rows.get(key)?.content ?? '')),
    ),
  );
  const chunks = mergeLines(without(o.shape, new Set([...removed, ...held])), shape, without(b.shape, removed)).map(
    joinRows,
  );
  const seen = new Set<string>();
  return chunks.flatMap((chunk) =>
    chunk.kind === 'agreed'
      ? expand(chunk.lines, { o, a, b, notes, seen })
      : [expandConflict(chunk, { o, a, b, notes, seen })],
  );
}

interface Sources {
  readonly o: Sheet;
  readonly a: Sheet;
  readonly b: Sheet;
  readonly notes: ReadonlyMap<string, Lines>;
  /** Rows that stand in the result already: one that both sides moved is not written twice. */
  readonly seen: Set<string>;
}

function readSheet(lines: Lines): Sheet | undefined {
  const found = findSummary(lines.map(({ content }) => content));
  const rows = new Map<string, TextLine>();
  const shape = lines.flatMap((line, index): TextLine[] => {
    if (found !== undefined && index >= found.first && index <= found.last)
      return index === found.first ? [{ ...line, content: SUMMARY }] : [];
    const key = readRow(line.content)?.key;
    if (key === undefined) return [line];
    rows.set(key, line);
    return [{ ...line, content: STAND_IN + key }];
  });
  const unique =
    rows.size === shape.filter(({ content }) => content.startsWith(STAND_IN) && content !== SUMMARY).length;
  return unique
    ? { shape, rows, summary: found === undefined ? [] : lines.slice(found.first, found.last + 1) }
    : undefined;
}

/** Takes what a person added right below a row out of a shape, by the row's key. */
function takeNotes(base: Lines, ours: Lines): { readonly shape: Lines; readonly notes: ReadonlyMap<string, Lines> } {
  const notes = new Map<string, Lines>();
  const taken = new Set<number>();
  const [before, now] = [base.map(({ content }) => content), ours.map(({ content }) => content)];
  for (const { buffer1, buffer2 } of isSoonCompared(before, now) ? diffIndices(before, now) : []) {
    const [start, length] = buffer2;
    const above = ours[start - 1]?.content ?? '';
    const added = ours.slice(start, start + length);
    if (
      buffer1[1] > 0 ||
      !above.startsWith(STAND_IN) ||
      above === SUMMARY ||
      added.some(({ content }) => content.startsWith(STAND_IN))
    )
      continue;
    notes.set(above.slice(1), added);
    for (let at = start; at < start + length; at += 1) taken.add(at);
  }
  return { shape: ours.filter((_, index) => !taken.has(index)), notes };
}

function without(shape: Lines, keys: ReadonlySet<string>): Lines {
  return shape.filter(({ content }) => !keys.has(content.slice(1)) || !content.startsWith(STAND_IN));
}

/** Rows that both sides have at one place stand one after the other; only words collide. */
function joinRows(chunk: Chunk): Chunk {
  if (chunk.kind === 'agreed' || chunk.base === undefined || chunk.base.length > 0) return chunk;
  return areRows(chunk.ours) || areRows(chunk.theirs)
    ? { kind: 'agreed', lines: [...chunk.theirs, ...chunk.ours] }
    : chunk;
}

function areRows(lines: Lines): boolean {
  return lines.every(({ content }) => content.startsWith(STAND_IN));
}

function expand(lines: Lines, { o, a, b, notes, seen }: Sources): Chunk[] {
  return lines.flatMap((line): Chunk[] => {
    if (!line.content.startsWith(STAND_IN)) return [{ kind: 'agreed', lines: [line] }];
    if (line.content === SUMMARY) return [{ kind: 'agreed', lines: b.summary.length > 0 ? b.summary : a.summary }];
    const key = line.content.slice(1);
    if (seen.has(key)) return [];
    seen.add(key);
    const below: Chunk = { kind: 'agreed', lines: notes.get(key) ?? [] };
    const [base, mine, yours] = [o.rows.get(key), a.rows.get(key), b.rows.get(key)];
    if (mine === undefined || yours === undefined)
      return [{ kind: 'agreed', lines: [mine ?? yours].filter((row) => row !== undefined) }, below];
    const merged = mergeChecklistRow(base?.content, mine.content, yours.content);
    if (merged === undefined)
      return [
        { kind: 'conflict', ours: [mine], theirs: [yours], ...(base === undefined ? {} : { base: [base] }) },
        below,
      ];
    return [{ kind: 'agreed', lines: [{ content: merged, end: mine.end }] }, below];
  });
}

/** Both sides' rows as each has them. */
function expandConflict(chunk: Extract<Chunk, { kind: 'conflict' }>, { o, a, b, notes, seen }: Sources): Chunk {
  const side = (lines: Lines, sheet: Sheet): Lines =>
    lines.flatMap((line) => {
      if (!line.content.startsWith(STAND_IN)) return [line];
      if (line.content === SUMMARY) return sheet.summary;
      const key = line.content.slice(1);
      seen.add(key);
      return [sheet.rows.get(key) ?? line, ...(sheet === a ? (notes.get(key) ?? []) : [])];
    });
  return {
    kind: 'conflict',
    ours: side(chunk.ours, a),
    theirs: side(chunk.theirs, b),
    ...(chunk.base === undefined ? {} : { base: side(chunk.base, o) }),
  };
}
