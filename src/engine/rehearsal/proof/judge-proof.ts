import type { RehearsalEvidence } from '../../../model/rehearsal/evidence.ts';
import type { ProvenQuestion } from '../../../model/rehearsal/proven-question.ts';
import { doubtRecord, findDoubt } from './find-doubt.ts';
import { listUnseen } from './list-unseen.ts';

/** How far a record proves what a rehearsal can prove, over all rows of the checklist, in their words. */
export interface Proof {
  /** It proves nothing at all; else the rows that are not in doubt stand. */
  readonly isOfNothing: boolean;
  /** Why it does not prove something, each once; empty where it proves all of it, as far as it was seen. */
  readonly doubts: readonly string[];
  /** What was not seen of what it proves, each once. */
  readonly unseen: readonly string[];
}

/** What whoever trusts a record must know beside its verdict: the very words with which the rows of a checklist are decided. */
export function judgeProof(evidence: RehearsalEvidence, questions: Readonly<Record<number, ProvenQuestion>>): Proof {
  const rows = Object.values(questions);
  return {
    isOfNothing: doubtRecord(evidence) !== undefined,
    doubts: [...new Set(rows.flatMap((row) => findDoubt(evidence, row) ?? []))],
    unseen: [...new Set(rows.flatMap((row) => listUnseen(evidence, row)))],
  };
}
