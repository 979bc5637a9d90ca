import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';

/** Text of `rehearsal/evidence.json`. */
export function printEvidence(evidence: RehearsalEvidence): string {
  return `${JSON.stringify(evidence, undefined, 2)}\n`;
}
