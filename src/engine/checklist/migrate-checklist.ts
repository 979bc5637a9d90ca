import { diffIndices } from 'node-diff3';
import { isSoonCompared } from '../upgrade/comparison-work.ts';
import type { TextLine } from '../upgrade/text-lines.ts';
import type { ChecklistRegion, PlacedRow } from './checklist-region.ts';
import { readRow } from './checklist-row.ts';

type Lines = readonly TextLine[];

/** A checklist of tables as the rows of the newer form, with what a person wrote beside them. */
export interface MigratedChecklist {
  readonly base: ChecklistRegion;
  readonly ours: ChecklistRegion;
  /** What a person wrote where no row is: it goes to the end. */
  readonly rest: readonly string[];
}

/**
 * Reads a checklist of 0.1.0, whose rows stand in tables, beside what the tool had written there. What was added below a row is a note of
 * that row; rows of a person's own become items.
 */
export function migrateChecklist(base: Lines, ours: Lines): MigratedChecklist {
  const before = base.map(({ content }) => shapeOf(content));
  const now = ours.map(({ content }) => content);
  const added = findAdded(before, now.map(shapeOf));
  const rows: { line: string; row: PlacedRow['row']; notes: string[] }[] = [];
  const rest: string[] = [];
  let into = rest;
  for (const [index, line] of now.entries()) {
    const row = readRow(line);
    if (row !== undefined) {
      const placed = { line, row, notes: [] as string[] };
      rows.push(placed);
      into = placed.notes;
    } else if (added.has(index)) {
      if (/^#{1,6} /.test(line)) into = rest;
      into.push(into === rest ? line : asItem(line));
    } else into = rest;
  }
  return {
    base: regionOf(base.flatMap(({ content }) => place(content))),
    ours: regionOf(rows.map(trimNotes)),
    rest: trimBlanks(rest),
  };
}

/** Rows compare by what they ask, so that a reworded row is no new line. */
function shapeOf(content: string): string {
  return readRow(content)?.key ?? content;
}

function place(line: string): PlacedRow[] {
  const row = readRow(line);
  return row === undefined ? [] : [{ line, row, notes: [] }];
}

function regionOf(rows: readonly PlacedRow[]): ChecklistRegion {
  return { rows, leads: new Map(), tails: new Map() };
}

function trimNotes(placed: PlacedRow): PlacedRow {
  return { ...placed, notes: trimBlanks(placed.notes) };
}

function trimBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

/** A table's row that a person added, as an item of the list; any other line as it is. */
function asItem(line: string): string {
  if (!/^\s*\|.*\|\s*$/.test(line)) return line;
  const cells = line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
  const [first = '', ...others] = cells;
  const box = /^\[[ xX-]\]$/.test(first) ? `${first} ` : '';
  return `  - ${box}${[...(box === '' ? [first] : []), ...others].filter((cell) => cell !== '').join(' — ')}`;
}

/** Numbers of the lines that are not those of a text; of texts that would take too long to compare, those that stand nowhere in it. */
function findAdded(before: string[], now: string[]): ReadonlySet<number> {
  if (!isSoonCompared(before, now)) {
    const known = new Set(before);
    return new Set(now.flatMap((line, at) => (known.has(line) ? [] : [at])));
  }
  const added = new Set<number>();
  for (const { buffer2 } of diffIndices(before, now))
    for (let at = buffer2[0]; at < buffer2[0] + buffer2[1]; at += 1) added.add(at);
  return added;
}
