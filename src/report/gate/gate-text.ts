import { createColors } from 'picocolors';
import type { GateVerdict } from '../../model/gate/gate.ts';
import { inert } from '../../model/text/inert.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { describeReport } from './describe-report.ts';

/** The rest is counted: an image has hundreds, and each report has all of its own. */
const mostShown = 100;

/** A gate's verdict for the log of a job: a line a report, then what stops. */
export function formatGateText({ passes, stops, reports }: GateVerdict, colour: boolean): string {
  const { bold, green, red, yellow, dim } = createColors(colour);
  const rest = stops.length - mostShown;
  return joinLines([
    ...reports.map((report) => {
      const line = inert(`${report.file}: ${describeReport(report)}`);
      return report.kind === 'unread' ? yellow(line) : line;
    }),
    ...reports.flatMap((report) =>
      report.kind === 'rehearsal' ? report.lines.map((line) => dim(`  ${inert(line)}`)) : [],
    ),
    '',
    ...(passes
      ? [green(bold('Every report is whole, and nothing in them stops this run'))]
      : [red(bold('This run stops here')), ...stops.slice(0, mostShown).map(inert)]),
    ...(rest > 0 ? [`and ${String(rest)} more: the reports have all of them`] : []),
  ]);
}
