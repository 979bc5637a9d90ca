import { findRegion, type PlacedRow, readRegion } from './checklist-region.ts';
import { type ChecklistRow, readRow, withoutByHand } from './checklist-row.ts';
import { restAfter } from './checklist-text.ts';

/** A row of a checklist, with the lines that a person wrote below it. */
export type NotedRow = Pick<PlacedRow, 'row' | 'notes'>;

/** The rows of a checklist in its order. */
export function readNotedRows(checklist: string): readonly NotedRow[] {
  const lines = checklist.split(/\r?\n/);
  const found = findRegion(lines);
  if (found === undefined) return readPlain(lines);
  return [
    ...readPlain(lines.slice(0, found.first)),
    ...readRegion(lines.slice(found.first + 1, found.last)).rows,
    ...readPlain(lines.slice(found.last + 1)),
  ];
}

function readPlain(lines: readonly string[]): readonly NotedRow[] {
  return lines.flatMap((line) => {
    const row = readRow(line);
    return row === undefined ? [] : [{ row, notes: [] }];
  });
}

/** What a row says, by who wrote it; Markdown of one line each. */
export interface RowWords {
  /** Behind the row or below it; empty where all words are this program's own. */
  readonly person: string;
  readonly program: string;
}

/** Tells them apart. Where words of this program were changed in their middle nobody can tell whose each of them is, and all are the person's. */
export function splitWords({ row, notes }: NotedRow): RowWords {
  const below = notes.map((line) => line.replace(/^[\s>*-]+/, '').trim());
  const { person, program } = splitText(row);
  return { person: [person, ...below].filter((words) => /[\p{L}\p{N}]/u.test(words)).join(' '), program };
}

function splitText({ text, print, textIsOurs }: ChecklistRow): RowWords {
  if (textIsOurs) return { person: '', program: text };
  const own = withoutByHand(text);
  for (const whole of print === undefined ? [] : [text, own]) {
    const person = restAfter(whole, print ?? '');
    if (person !== undefined) return { person, program: whole.slice(0, whole.length - person.length).trim() };
  }
  return { person: own, program: '' };
}
