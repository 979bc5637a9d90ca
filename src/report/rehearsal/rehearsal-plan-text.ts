import { createColors } from 'picocolors';
import type { Cell } from '../../model/rehearsal/rehearsal.ts';
import { nameCell } from './cell-words.ts';

/** The cells that would be run, for a dry run. */
export function printPlan(cells: readonly Cell[], colour: boolean): string {
  const { dim } = createColors(colour);
  const lines = cells.map(
    (cell) =>
      `  ${cell.id.padEnd(22)} ${cell.notApplicable === undefined ? nameCell(cell) : dim(`not applicable: ${cell.notApplicable}`)}`,
  );
  return `${['These cells would be run:', ...lines].join('\n')}\n`;
}
