import type { RehearsalReport } from '../../model/gate/gate.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { ProvenQuestion } from '../../model/rehearsal/proven-question.ts';
import { judgeProof, type Proof } from '../rehearsal/proof/judge-proof.ts';

/** What the record of a rehearsal comes to: what proves no row of the checklist proves nothing to a pipeline either. */
export function describeRecord(
  evidence: RehearsalEvidence,
  questions: Readonly<Record<number, ProvenQuestion>>,
): RehearsalReport {
  const { verdict, findings, cells } = evidence;
  const proof = judgeProof(evidence, questions);
  const found = [...findings, ...cells.flatMap((cell) => cell.findings)];
  const messages = (level: 'failure' | 'warning'): readonly string[] => [
    ...new Set(
      found.filter((finding) => finding.level === level).map(({ message }) => message.replaceAll(/\s+/g, ' ')),
    ),
  ];
  const warnings = messages('warning');
  return {
    kind: 'rehearsal',
    verdict,
    ...proof,
    warnings,
    lines: [
      ...proof.doubts.map((doubt) => `${tellDoubt(proof)}: ${doubt}`),
      ...cells.map((cell) => `${cell.verdict} ${cell.id}`),
      ...messages('failure').map((message) => `failure: ${message}`),
      ...warnings.map((message) => `warning: ${message}`),
      ...proof.unseen.map((each) => `not seen: ${each}`),
    ],
  };
}

/** How a line begins that says what a record does not prove. */
export function tellDoubt({ isOfNothing }: Pick<Proof, 'isOfNothing'>): string {
  return isOfNothing ? 'the rehearsal proves nothing' : 'the rehearsal does not prove all';
}
