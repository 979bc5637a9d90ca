import { judgeEvidence, type Present } from '../../engine/rehearsal/judge-evidence.ts';
import type { Standing } from '../../engine/rehearsal/rehearsal-entries.ts';
import {
  digestOfRecord,
  type EvidenceSigner,
  type LastRun,
  openEvidenceSigner,
} from '../../io/user-state/sign-evidence.ts';
import type { Environment } from '../../model/command.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { printEvidence } from '../../report/check/evidence.ts';

/** Passes in a row with which files count again that failed before. */
const enough = 3;

/** Names one record: what a person acknowledges with `--acknowledge-evidence`. */
export function digestOfEvidence(evidence: RehearsalEvidence): string {
  return digestOfRecord(printEvidence(evidence));
}

/** Names what a record rests on beside the image: two rehearsals of the same files have the same. */
export function digestOfInputs({ inputs }: Pick<RehearsalEvidence, 'inputs'>): string {
  const files = Object.entries(inputs?.files ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return digestOfRecord(JSON.stringify([inputs?.context, files]));
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
  const last = isOurs ? signer.lastRun(digestOfInputs(evidence)) : undefined;
  const isWhole = evidence.scope !== 'cells' && (evidence.overrides ?? []).length === 0;
  // An older record that passed could be put back in the place of one that did not. Which run was the last, no clock says.
  const isOvertaken = last?.isFailed === true && (isWhole ? last.on !== evidence.date : last.on > evidence.date);
  const forgetful = isOurs && isWhole ? explainForgetful(signer, last) : undefined;
  const { failure } = last ?? {};
  // The same files, once so and once so: one pass among failures is no proof.
  const isDoubtful = failure !== undefined && last?.isFailed === false && failure.passes < enough;
  // What it does with other data it does in the TRE too, whenever that was seen.
  const other = isOurs ? signer.lastRun(digestOfInputs(evidence), 'other') : undefined;
  return {
    stale: [
      ...judgeEvidence(evidence, present),
      ...(forgetful === undefined ? [] : [forgetful]),
      ...(isOvertaken ? [`the same files were rehearsed again on ${last.on.slice(0, 10)}, and failed`] : []),
      ...(isDoubtful
        ? [
            `the same files failed when they were rehearsed on ${failure.on.slice(0, 10)}, and nothing says why they passed since: what passes ${String(enough)} times in a row counts again (${String(failure.passes)} so far)`,
          ]
        : []),
      ...(other?.isFailed === true
        ? [
            `the same files were rehearsed with other data (--data) on ${other.on.slice(0, 10)}, and failed; until such a run passes, what the program does with the data of the TRE is not known`,
          ]
        : []),
    ],
    origin: isOurs ? 'here' : 'elsewhere',
    ...(acknowledged === undefined ? {} : { acknowledged }),
  };
}

/** A whole run is remembered before its record is signed: what nobody remembers may have failed since. */
function explainForgetful(signer: EvidenceSigner, last: LastRun | undefined): string | undefined {
  const reason = signer.explainForgetful();
  if (reason !== undefined)
    return `how the last run of these files went cannot be remembered on this machine, since ${reason}`;
  return last === undefined ? 'this machine does not remember how the last run of these files went' : undefined;
}
