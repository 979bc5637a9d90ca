import { byHandTitle, checklistSections, compareRows, type ChecklistSection } from './checklist-sections.ts';
import { closeMarkup } from '../../model/text/close-markup.ts';
import { isTicked, readTaskItem } from '../../model/text/task-item.ts';
import { type ChecklistRow, type NewRow, readRow, standingOf, signBefore } from './checklist-row.ts';

/** Around everything that the tool puts in order by itself. */
export const regionMarks = { begin: '<!-- rows -->', end: '<!-- /rows -->' } as const;

/** A row with what a person wrote below it, which goes where the row goes. */
export interface PlacedRow {
  readonly line: string;
  readonly row: ChecklistRow;
  readonly notes: readonly string[];
}

/** A row that the tool writes for the first time: nobody wrote below it. */
export interface NewlyPlaced {
  readonly line: string;
  readonly row: NewRow;
  readonly notes?: readonly string[];
}

/** The rows of a checklist, and what people wrote between them. */
export interface ChecklistRegion<Row extends NewlyPlaced = PlacedRow> {
  readonly rows: readonly Row[];
  /** By title of the section: lines between its heading and its first row. */
  readonly leads: ReadonlyMap<string, readonly string[]>;
  /** By title of the section: chapters of a person's own at its end. */
  readonly tails: ReadonlyMap<string, readonly string[]>;
}

/** First and last line of the region, its marks; nothing where it is not whole. */
export function findRegion(lines: readonly string[]): { readonly first: number; readonly last: number } | undefined {
  const first = lines.findIndex((line) => line.trimEnd() === regionMarks.begin);
  const last = lines.findLastIndex((line) => line.trimEnd() === regionMarks.end);
  return first === -1 || last < first ? undefined : { first, last };
}

/** Reads the lines between the marks. Lines keep a carriage return that they end in. */
export function readRegion(lines: readonly string[]): ChecklistRegion {
  const rows: { line: string; row: ChecklistRow; notes: string[] }[] = [];
  const [leads, tails] = [new Map<string, string[]>(), new Map<string, string[]>()];
  let title = checklistSections[0]?.title ?? '';
  let into = listOf(leads, title);
  let blanks: string[] = [];
  for (const line of lines) {
    const plain = line.replace(/\r$/, '');
    const section = sectionOpenedBy(plain);
    const row = readRow(plain);
    if (section !== undefined) {
      title = section.title;
      into = listOf(leads, title);
      blanks = [];
    } else if (row !== undefined) {
      const placed = { line, row, notes: [] as string[] };
      rows.push(placed);
      into = placed.notes;
      blanks = [];
    } else if (isForged(plain)) {
      // A tick of no row of ours is a person's, wherever it stands.
      listOf(leads, byHandTitle).push(line.trimStart());
    } else if (plain === '') {
      blanks.push(line);
    } else if (!frame.test(plain)) {
      if (/^#{1,6} /.test(plain) && into !== tails.get(title)) into = listOf(tails, title);
      into.push(...(into.length === 0 && into === leads.get(title) ? [] : blanks), line);
      blanks = [];
    }
  }
  return {
    rows: rows.map((placed) => ({ ...placed, notes: closeMarkup(placed.notes) })),
    leads: new Map([...leads].map(([key, each]) => [key, closeMarkup(each)])),
    tails: new Map([...tails].map(([key, each]) => [key, closeMarkup(each)])),
  };
}

/** A ticked item that looks like a row of this list, and is none. In a person's own list below a row only the words of one tell it. */
function isForged(line: string): boolean {
  const item = readTaskItem(line);
  if (item?.box === undefined) return signBefore(item?.text ?? line) !== undefined;
  if (!isTicked(item)) return false;
  return (item.indent === '' && item.marker !== '') || /^(?:\*\*|\d)/.test(item.text);
}

/** Whether every row stands once: only then can rows be put in order by what they ask. */
export function isUnique({ rows }: ChecklistRegion): boolean {
  return new Set(rows.map(({ row }) => row.key)).size === rows.length;
}

/** Lines that the tool puts around a folded section, apart from its title. */
const frame = /^<\/?details>$/;

function sectionOpenedBy(line: string): ChecklistSection | undefined {
  const title = /^(?:## |<summary>)(.*?) \(\d+\)(?:<\/summary>)?$/.exec(line)?.[1];
  return title === undefined ? undefined : checklistSections.find((section) => section.title === title);
}

function listOf(lists: Map<string, string[]>, title: string): string[] {
  const list = lists.get(title) ?? [];
  lists.set(title, list);
  return list;
}

/** One piece of the printed region: lines, or the place of a row. */
export type RegionPiece<Row extends NewlyPlaced = PlacedRow> =
  | { readonly lines: readonly string[] }
  | { readonly placed: Row };

/** The region in order, without its marks: every row in the section of its standing. Lines of the tool end in `end`, a carriage return or nothing. */
export function arrangeRegion<Row extends NewlyPlaced>(
  { rows, leads, tails }: ChecklistRegion<Row>,
  end = '',
): readonly RegionPiece<Row>[] {
  const tool = (...lines: readonly string[]): RegionPiece<Row> => ({ lines: lines.map((line) => line + end) });
  const pieces = checklistSections.flatMap((section): RegionPiece<Row>[] => {
    const { title, folded, holds } = section;
    const own = rows.filter(({ row }) => holds.includes(standingOf(row))).toSorted((a, b) => compareRows(a.row, b.row));
    const [lead, tail] = [leads.get(title) ?? [], tails.get(title) ?? []];
    if (own.length + lead.length + tail.length === 0) return [];
    const ticked = lead.filter((line) => isForged(line)).length;
    const heading = `${title} (${String(own.length + ticked)})`;
    return [
      ...(folded ? [tool('', '<details>', `<summary>${heading}</summary>`, '')] : [tool('', `## ${heading}`, '')]),
      ...(lead.length === 0 ? [] : [{ lines: lead }, tool('')]),
      ...own.map((placed) => ({ placed })),
      ...(tail.length === 0 ? [] : [{ lines: tail }]),
      ...(folded ? [tool('', '</details>')] : []),
    ];
  });
  // Nothing stands above the first section but the mark.
  const [first, ...others] = pieces;
  return first !== undefined && 'lines' in first ? [{ lines: first.lines.slice(1) }, ...others] : pieces;
}

/** The lines of the arranged region, marks included. */
export function printRegion<Row extends NewlyPlaced>(region: ChecklistRegion<Row>, end = ''): readonly string[] {
  const pieces = arrangeRegion(region, end).flatMap((piece) =>
    'lines' in piece ? piece.lines : [piece.placed.line, ...(piece.placed.notes ?? [])],
  );
  return [`${regionMarks.begin}${end}`, ...pieces, end, `${regionMarks.end}${end}`];
}
