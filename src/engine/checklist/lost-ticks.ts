import type { ChecklistState } from '../../model/checklist/checklist.ts';
import { readRow } from './checklist-row.ts';

const reasons: Readonly<Partial<Record<ChecklistState, string>>> = {
  looked: 'nothing against it was found, which proves nothing',
  mend: 'it does not hold, or is not known',
  run: 'a pipeline run or a rehearsal must prove it',
  aside: 'it does not apply, or is accepted with a reason',
};

/** Rows whose box the tool had ticked and ticks no longer, in the order of the file: `rule:ID` or `question:NUMBER`, and why, in a clause. */
export function findLostTicks(
  before: string,
  after: string,
): readonly { readonly key: string; readonly why: string }[] {
  const ticked = new Set(rowsOf(before).flatMap(({ key, box, boxIsOurs }) => (box === 'x' && boxIsOurs ? [key] : [])));
  return rowsOf(after).flatMap(({ key, box, state }) =>
    ticked.has(key) && box !== 'x' ? [{ key, why: reasons[state ?? 'person'] ?? 'a person must answer' }] : [],
  );
}

function rowsOf(text: string): NonNullable<ReturnType<typeof readRow>>[] {
  return text.split(/\r?\n/).flatMap((line) => readRow(line) ?? []);
}
