import type { RunRequirementName } from './rehearsal.ts';

/** A governance question that a rehearsal bears on: the requirements that must hold, and what it leaves open. */
export interface ProvenQuestion {
  readonly requirements: readonly RunRequirementName[];
  /** What a rehearsal does not show; such a question is never ticked by it. */
  readonly open?: string;
  /** How it was run, where the question asks for that too. */
  readonly beside?: string;
  /** What else the question asks and a rehearsal does not look at: the row says what was shown and this, and is left to a person. */
  readonly unseen?: string;
  /** The same, where a run was seen to read data: nothing else was read of any. */
  readonly ofOtherData?: string;
}
