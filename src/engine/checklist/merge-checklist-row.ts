import { type ChecklistRow, printParts, readRow } from './checklist-row.ts';

/**
 * A row of the checklist that the person and the template changed: the template's words, with the person's tick and notes.
 * What the tool wrote (box and evidence that carry its mark) gives way to what the template has. Nothing when both reworded one cell.
 */
export function mergeChecklistRow(base: string | undefined, ours: string, theirs: string): string | undefined {
  const [o, a, b] = [base === undefined ? undefined : readRow(base), readRow(ours), readRow(theirs)];
  if (a === undefined || b === undefined) return undefined;
  if (base === ours || ours === theirs) return theirs;
  const cells = mergeCells(o ?? b, a, b);
  if (cells === undefined) return undefined;
  const box = a.boxIsOurs ? { box: b.box, state: b.state } : { box: a.box, state: a.state ?? b.state };
  const text = a.textIsOurs
    ? { text: b.text, print: b.print }
    : { text: mergeNote(o?.text ?? '', a.text, b.text), print: a.print ?? b.print };
  return printParts({
    form: b.form,
    key: b.key,
    cells,
    box: box.box,
    text: text.text,
    ...(box.state === undefined || text.print === undefined ? {} : { wrote: { state: box.state, print: text.print } }),
  });
}

/** Whether a person changed anything in a row, apart from its layout. */
export function isPersonal(base: string | undefined, ours: string): boolean {
  const [o, a] = [base === undefined ? undefined : readRow(base), readRow(ours)];
  if (o === undefined || a === undefined) return base !== ours;
  return (
    (!a.boxIsOurs && a.box !== o.box) || (!a.textIsOurs && a.text !== o.text) || a.cells.join('|') !== o.cells.join('|')
  );
}

/**
 * In another form than before (a table's row became an item) the words before the tool's are the template's: a person's own
 * are then a note, see {@link ownWords}.
 */
function mergeCells(base: ChecklistRow, ours: ChecklistRow, theirs: ChecklistRow): readonly string[] | undefined {
  if (ours.form !== theirs.form || base.cells.join('|') === ours.cells.join('|')) return theirs.cells;
  if (base.cells.length !== theirs.cells.length || ours.cells.length !== theirs.cells.length) return undefined;
  const cells = theirs.cells.map((cell, index) => mergeCell(base.cells[index] ?? '', ours.cells[index] ?? '', cell));
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
}

/** What a person changed in a row before the tool's words, where the row's form has no place for it. */
export function ownWords(base: string | undefined, ours: string, theirs: string): readonly string[] {
  const [o, a, b] = [base === undefined ? undefined : readRow(base), readRow(ours), readRow(theirs)];
  if (a === undefined || b === undefined || a.form === b.form) return [];
  return a.cells.filter((cell, index) => cell !== '' && cell !== o?.cells[index]);
}

function mergeCell(base: string, ours: string, theirs: string): string | undefined {
  if (ours === base || ours === theirs) return theirs;
  if (theirs === base) return ours;
  return base !== '' && ours.includes(base) ? ours.replace(base, () => theirs) : undefined;
}

/** A person's words stay; where they were added to the tool's, only the tool's are renewed. */
function mergeNote(base: string, ours: string, theirs: string): string {
  return mergeCell(base, ours, theirs) ?? ours;
}
