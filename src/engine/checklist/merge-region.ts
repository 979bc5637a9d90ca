import type { TextLine } from '../upgrade/text-lines.ts';
import type { Chunk } from '../upgrade/conflict-markers.ts';
import { arrangeRegion, type ChecklistRegion, type PlacedRow, regionMarks } from './checklist-region.ts';
import { readRow } from './checklist-row.ts';
import { isPersonal, mergeChecklistRow, ownWords } from './merge-checklist-row.ts';

/** The rows of the three sides of a merge. */
export interface RegionSides {
  readonly base: ChecklistRegion;
  readonly ours: ChecklistRegion;
  readonly theirs: ChecklistRegion;
}

type Sides = { readonly base?: string; readonly ours: string; readonly theirs: string };

/**
 * Merges rows by what they ask: the template's rows in the template's words, with the ticks, words and notes of the person, in the
 * order of what they wait for. A row that the person removed stays removed; one that the template dropped and a person worked on stays.
 */
export function mergeRegion({ base, ours, theirs }: RegionSides): Chunk[] {
  const [o, a, b] = [byKey(base), byKey(ours), byKey(theirs)];
  const conflicts = new Map<string, Sides>();
  const rows = [...new Set([...b.keys(), ...a.keys()])].flatMap((key): PlacedRow[] => {
    const [before, mine, yours] = [o.get(key), a.get(key), b.get(key)];
    if (mine === undefined) return yours === undefined || before !== undefined ? [] : [yours];
    const added = mine.notes.filter((line) => before?.notes.includes(line) !== true);
    if (yours === undefined) {
      const isKept = before === undefined || added.length > 0 || isPersonal(before.line, mine.line);
      return isKept ? [mine] : [];
    }
    const notes = [...mine.notes, ...ownWords(before?.line, mine.line, yours.line).map((words) => `  > ${words}`)];
    const merged = mergeChecklistRow(before?.line, mine.line, yours.line);
    const line = merged ?? mine.line;
    if (merged === undefined)
      conflicts.set(key, {
        ...(before === undefined ? {} : { base: before.line }),
        ours: mine.line,
        theirs: yours.line,
      });
    return [{ line, row: readRow(line) ?? mine.row, notes }];
  });
  const merged = { rows, leads: ours.leads, tails: ours.tails };
  const inner = arrangeRegion(merged).flatMap((piece): Chunk[] => {
    if ('lines' in piece) return [agreed(piece.lines)];
    const sides = conflicts.get(piece.placed.row.key);
    return [sides === undefined ? agreed([piece.placed.line]) : collided(sides), agreed(piece.placed.notes)];
  });
  return [agreed([regionMarks.begin]), ...inner, agreed(['', regionMarks.end])];
}

function byKey({ rows }: ChecklistRegion): ReadonlyMap<string, PlacedRow> {
  return new Map(rows.map((placed) => [placed.row.key, placed]));
}

function agreed(lines: readonly string[]): Chunk {
  return { kind: 'agreed', lines: lines.map(asLine) };
}

function collided({ base, ours, theirs }: Sides): Chunk {
  return {
    kind: 'conflict',
    ours: [asLine(ours)],
    theirs: [asLine(theirs)],
    ...(base === undefined ? {} : { base: [asLine(base)] }),
  };
}

function asLine(content: string): TextLine {
  return { content, end: '' };
}
