import type { CheckReport } from '../model/check-report.ts';

/** The report for programs: `results`, `summary` and `waiverProblems`, ending in a line end. Keys without a value are left out. */
export function formatFindingsJson({ results, summary, waiverProblems }: CheckReport): string {
  const printed = results.map(({ rule, verdict, force, severity, message, location, evidence, reason, fix }) => ({ rule, verdict, force, severity, message, location, evidence, reason, fix }));
  return `${JSON.stringify({ results: printed, summary, waiverProblems }, null, 2)}\n`;
}
