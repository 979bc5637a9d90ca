import type { AssessedFinding, Origin } from '../../model/handover/assessment.ts';
import { type Severity, severities } from '../../model/handover/scan-report.ts';

/** How many findings of one origin there are of each severity; severities without any are left out. */
export function countSeverities(
  findings: readonly AssessedFinding[],
  origin: Origin,
): readonly { readonly severity: Severity; readonly count: number }[] {
  const counts = new Map<Severity, number>();
  for (const finding of findings)
    if (finding.origin === origin) counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  return severities.flatMap((severity) =>
    counts.has(severity) ? [{ severity, count: counts.get(severity) ?? 0 }] : [],
  );
}

/** `212, of which 3 critical and 40 high`. */
export function describeSeverities(findings: readonly AssessedFinding[], origin: Origin): string {
  const counts = countSeverities(findings, origin);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const worst = counts
    .filter(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH')
    .map(({ severity, count }) => `${String(count)} ${severity.toLowerCase()}`);
  return `${String(total)}${worst.length === 0 ? '' : `, of which ${worst.join(' and ')}`}`;
}
