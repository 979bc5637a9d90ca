import type { GateReport, GateVerdict } from '../../model/gate/gate.ts';
import { markdownCell } from '../handover/markdown-cell.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { describeReport } from './describe-report.ts';

/** Rows of one table: a job's summary holds one MiB at most. */
const mostRows = 50;

/** A gate's verdict for the summary of a job: what each report holds, with its findings folded, and what stops. */
export function formatGateMarkdown({ passes, stops, reports }: GateVerdict): string {
  return joinLines([
    `## ${passes ? 'Every report is whole, and nothing in them stops this run' : 'This run stops here'}`,
    '',
    ...list(stops),
    '| Report | Holds |',
    '| --- | --- |',
    ...reports.map((report) => `| ${markdownCell(report.file)} | ${markdownCell(describeReport(report))} |`),
    '',
    ...reports.flatMap(formatDetails),
  ]);
}

function formatDetails(report: GateReport): readonly string[] {
  if (report.kind === 'rehearsal')
    return ['<details>', '<summary>The rehearsal</summary>', '', ...list(report.lines), '</details>', ''];
  // What `check` found it shows better itself, with what to do.
  if (report.kind !== 'findings' || report.findings.length === 0 || report.tool === 'tre-container') return [];
  const rows = report.findings
    .slice(0, mostRows)
    .map(({ level, state, rule, place, message }) =>
      [state === 'found' ? level : state, rule, place, message].map(markdownCell).join(' | '),
    );
  return [
    '<details>',
    `<summary>${markdownCell(report.tool)}</summary>`,
    '',
    '| Level | Rule | Where | What |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...more(report.findings.length),
    '</details>',
    '',
  ];
}

function list(lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : [...lines.slice(0, mostRows).map((line) => `- ${markdownCell(line)}`), '', ...more(lines.length)];
}

function more(count: number): readonly string[] {
  return count > mostRows ? [`And ${String(count - mostRows)} more: the reports have all of them.`, ''] : [];
}
