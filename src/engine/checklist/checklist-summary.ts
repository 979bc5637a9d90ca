import type { ChecklistState } from '../../model/checklist/checklist.ts';
import { type ChecklistRow, readRow } from './checklist-row.ts';
import { fingerprint } from './checklist-text.ts';

const begin = /^<!-- summary:([0-9a-f]{8}) -->\r?$/;
const end = '<!-- /summary -->';
const columns = ['must', 'should', 'may', 'asked'] as const;
type Kind = ChecklistState | 'by hand';
const kinds: readonly (readonly [Kind, string])[] = [
  ['met', 'proved by the files of this project, or by a rehearsal'],
  ['looked', 'nothing against it was found, which proves nothing'],
  ['by hand', 'ticked by hand, not proved'],
  ['mend', 'to do in this project'],
  ['run', 'a pipeline run or a rehearsal must prove it'],
  ['person', 'a person must answer'],
  ['aside', 'does not apply, or is accepted with a reason'],
];

/** Counts the rows of a checklist by force and by what they wait for. */
export function printSummary(lines: readonly string[]): string[] {
  const rows = lines.flatMap((line) => readRow(line.replace(/\r$/, '')) ?? []);
  const count = (kind: Kind, force: string): number =>
    rows.filter((row) => row.cells.includes(force) && kindOf(row) === kind).length;
  const table = [
    `| | ${columns.join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    ...kinds.map(([state, label]) => `| ${label} | ${columns.map((force) => count(state, force)).join(' | ')} |`),
  ];
  return [`<!-- summary:${fingerprint(table.join('\n'))} -->`, ...table, end];
}

/** First and last line of the summary that the tool wrote; nothing when there is none, or a person changed it. */
export function findSummary(lines: readonly string[]): { readonly first: number; readonly last: number } | undefined {
  const first = lines.findIndex((line) => begin.test(line));
  const last = lines.findIndex((line, index) => index > first && line.replace(/\r$/, '') === end);
  if (first === -1 || last === -1) return undefined;
  const body = lines
    .slice(first + 1, last)
    .map((line) => line.replace(/\r$/, ''))
    .join('\n');
  return begin.exec(lines[first] ?? '')?.[1] === fingerprint(body) ? { first, last } : undefined;
}

function kindOf(row: ChecklistRow): Kind {
  if (row.box === 'x') return row.state === 'met' ? 'met' : 'by hand';
  if (row.box === '-') return 'aside';
  return row.state === 'met' || row.state === 'aside' || row.state === undefined ? 'person' : row.state;
}
