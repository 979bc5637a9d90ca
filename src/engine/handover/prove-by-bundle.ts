import type { ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';

/** What of a bundle answers questions by being there. Each is of the very image that is handed over. */
export interface BundleProofs {
  /** Packages in the list of contents; absent: there is no such list of this image. */
  readonly packages?: number;
  readonly assessment: Assessment | undefined;
  /** Page of the pipeline's run and digest of the pushed manifest; empty where one is not known. */
  readonly run: string;
  readonly manifestDigest: string;
}

/** Rows of the checklist that wait for a pipeline, as far as this bundle shows what they ask for. What was not compared shows nothing. */
export function proveByBundle(
  questions: readonly GovernanceQuestion[],
  { packages, assessment, run, manifestDigest }: BundleProofs,
): ReadonlyMap<string, ChecklistEntry> {
  const texts = {
    run: run === '' || manifestDigest === '' ? undefined : `built by ${run}, pushed as ${manifestDigest}`,
    sbom:
      packages === undefined
        ? undefined
        : `${bundleNames.sbom} lists ${String(packages)} package${packages === 1 ? '' : 's'}`,
    assessment:
      assessment === undefined || assessment.verdict === 'notKnown'
        ? undefined
        : `${assessment.line} (${bundleNames.assessment})`,
  };
  return new Map(
    questions.flatMap(({ number, proof }) => {
      const text = proof?.part === undefined ? undefined : texts[proof.part];
      return text === undefined ? [] : [[`question:${String(number)}`, { state: 'met', text }] as const];
    }),
  );
}
