import { type NewRow, readRow, standingOf } from './checklist-row.ts';
import type { RowStanding } from './checklist-sections.ts';
import { fingerprint } from './checklist-text.ts';

const begin = /^<!-- summary:([0-9a-f]{8}) -->\r?$/;
const end = '<!-- /summary -->';
const columns = ['must', 'should', 'may', 'asked'] as const;
const kinds: readonly (readonly [RowStanding, string])[] = [
  ['met', 'proved by the files of this project, or by a rehearsal'],
  ['looked', 'nothing against it was found, which proves nothing'],
  ['by hand', 'ticked by hand, not proved'],
  ['mend', 'to do in this project'],
  ['run', 'a pipeline run or a rehearsal must prove it'],
  ['person', 'a person must answer'],
  ['aside', 'does not apply, or is accepted with a reason'],
];

/** Counts the rows in the lines of a checklist by force and by what they wait for. */
export function printSummary(lines: readonly string[]): string[] {
  return summarise(lines.flatMap((line) => readRow(line.replace(/\r$/, '')) ?? []));
}

/** The same for rows that were read, or are new. */
export function summarise(rows: readonly NewRow[]): string[] {
  const count = (kind: RowStanding, force: string): number =>
    rows.filter((row) => row.cells.includes(force) && standingOf(row) === kind).length;
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

function labelOf(line: string): string {
  return line.split('|')[1]?.trim() ?? '';
}

/**
 * Renews the counts of a summary. Of one in which a person changed words, lines with the tool's own words are counted anew, and the others stay. A second one
 * that says nothing else goes: nobody would know which of them is true.
 */
export function renewSummary(lines: readonly string[]): readonly string[] {
  return renewBlocks(lines, printSummary(lines), true);
}

function renewBlocks(lines: readonly string[], counted: readonly string[], isFirst: boolean): readonly string[] {
  const first = lines.findIndex((line) => begin.test(line));
  const last = lines.findIndex((line, index) => index > first && line.replace(/\r$/, '') === end);
  if (first === -1 || last === -1) return lines;
  const rest = renewBlocks(lines.slice(last + 1), counted, false);
  const isOurs = findSummary(lines) !== undefined;
  if (isOurs && !isFirst) return [...lines.slice(0, first), ...rest];
  const ending = lines[first]?.endsWith('\r') === true ? '\r' : '';
  const table = counted.map((line) => `${line}${ending}`);
  const block = isOurs ? table : renewWords(lines.slice(first, last + 1), table);
  return [...lines.slice(0, first), ...block, ...rest];
}

function renewWords(block: readonly string[], counted: readonly string[]): readonly string[] {
  const byLabel = new Map(counted.map((line) => [labelOf(line), line]));
  const body = block.slice(1, -1).map((line) => (labelOf(line) === '' ? line : (byLabel.get(labelOf(line)) ?? line)));
  const isWhole = body.join('\n') === counted.slice(1, -1).join('\n');
  return isWhole ? counted : [block[0] ?? '', ...body, block.at(-1) ?? ''];
}
