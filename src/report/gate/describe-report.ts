import type { GateReport, RehearsalReport, ReportedFinding } from '../../model/gate/gate.ts';
import { countOf } from '../../shared/count-of.ts';

/** What a report holds, in a few words. Text of others: it is to be made inert. */
export function describeReport(report: GateReport): string {
  if (report.kind === 'unread') return report.why;
  if (report.kind === 'comparison') return report.line;
  if (report.kind === 'rehearsal')
    return `the rehearsal's verdict is ${report.verdict}, as the report says: no signature is checked here${tellLimits(report)}`;
  if (report.kind === 'findings') return `${report.tool}: ${countFindings(report.findings)}`;
  const { of, secrets, packages } = report;
  return `Trivy looked at ${of === '' ? 'it' : of}; secrets found: ${String(secrets)}, packages listed: ${String(packages)}`;
}

function tellLimits({ isOfNothing, doubts, unseen }: RehearsalReport): string {
  if (isOfNothing) return '; it proves nothing';
  const limits = [
    ...(doubts.length === 0 ? [] : [`${countOf(doubts.length, 'thing')} not proved`]),
    ...(unseen.length === 0 ? [] : [`${countOf(unseen.length, 'thing')} not seen`]),
  ];
  return limits.length === 0 ? '' : `; ${limits.join(', ')}`;
}

function countFindings(findings: readonly ReportedFinding[]): string {
  const found = (level: ReportedFinding['level']): number =>
    findings.filter((finding) => finding.state === 'found' && finding.level === level).length;
  const counts: readonly (readonly [number, string])[] = [
    [found('error'), countOf(found('error'), 'error')],
    [found('warning'), countOf(found('warning'), 'warning')],
    [found('note'), countOf(found('note'), 'note')],
    ...(['none', 'open', 'accepted'] as const).map((which) => {
      const number = which === 'none' ? found(which) : findings.filter(({ state }) => state === which).length;
      return [number, `${String(number)} ${words[which]}`] as const;
    }),
  ];
  const some = counts.flatMap(([number, text]) => (number === 0 ? [] : [text]));
  return some.length === 0 ? 'nothing found' : some.join(', ');
}

const words = { none: 'without a level', open: 'not judged', accepted: 'accepted' } as const;
