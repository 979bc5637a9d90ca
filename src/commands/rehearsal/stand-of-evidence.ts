import { judgeEvidence, type Present } from '../../engine/rehearsal/judge-evidence.ts';
import type { Standing } from '../../engine/rehearsal/rehearsal-entries.ts';
import { digestOfRecord, openEvidenceSigner } from '../../io/user-state/sign-evidence.ts';
import type { Environment } from '../../model/command.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { printEvidence } from '../../report/check/evidence.ts';

/** Names one record: what a person acknowledges with `--acknowledge-evidence`. */
export function digestOfEvidence(evidence: RehearsalEvidence): string {
  return digestOfRecord(printEvidence(evidence));
}

/** Whether a record speaks for the project at `root` as it is, and whose it is. */
export function standOfEvidence(
  evidence: RehearsalEvidence,
  present: Present,
  { variables }: Pick<Environment, 'variables'>,
  root: string,
): Standing {
  const { signature, ...unsigned } = evidence;
  const signer = openEvidenceSigner(variables, root);
  const isOurs = signature !== undefined && signer.isOurs(printEvidence(unsigned), signature);
  const acknowledged = isOurs ? undefined : signer.acknowledged(digestOfEvidence(evidence));
  return {
    stale: judgeEvidence(evidence, present),
    origin: isOurs ? 'here' : 'elsewhere',
    ...(acknowledged === undefined ? {} : { acknowledged }),
  };
}
