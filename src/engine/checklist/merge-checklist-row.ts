import { type ChecklistRow, readRow } from './checklist-row.ts';

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
  const marks = box.state === undefined || text.print === undefined ? '' : `<!-- wrote:${box.state}:${text.print} --> `;
  return `| [${box.box}] | ${cells.join(' | ')} | ${text.text === '' ? '' : `${text.text} `}${marks}<!-- ${b.key} --> |`;
}

/** Whether a person changed anything in a row, apart from its layout. */
export function isPersonal(base: string | undefined, ours: string): boolean {
  const [o, a] = [base === undefined ? undefined : readRow(base), readRow(ours)];
  if (o === undefined || a === undefined) return base !== ours;
  return (
    (!a.boxIsOurs && a.box !== o.box) || (!a.textIsOurs && a.text !== o.text) || a.cells.join('|') !== o.cells.join('|')
  );
}

function mergeCells(base: ChecklistRow, ours: ChecklistRow, theirs: ChecklistRow): readonly string[] | undefined {
  if (base.cells.join('|') === ours.cells.join('|')) return theirs.cells;
  if (base.cells.length !== theirs.cells.length || ours.cells.length !== theirs.cells.length) return undefined;
  const cells = theirs.cells.map((cell, index) => mergeCell(base.cells[index] ?? '', ours.cells[index] ?? '', cell));
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
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
