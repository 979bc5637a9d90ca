import type { ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';

/** What of a bundle answers questions by being there. Each is of the very image that is handed over. */
export interface BundleProofs {
  /** The list of contents, counted; absent: there is no such list of this image. */
  readonly software?: { readonly packages: number; readonly versions: number; readonly hashes: number };
  readonly assessment: Assessment | undefined;
  /** Page of the pipeline's run and digest of the pushed manifest; empty where one is not known. */
  readonly run: string;
  readonly manifestDigest: string;
  /** Repository and commit that the image's own labels name; empty where they do not. */
  readonly source: string;
  readonly revision: string;
}

/** Rows of the checklist that wait for a pipeline, as far as this bundle shows what they ask for. What was not compared shows nothing. */
export function proveByBundle(
  questions: readonly GovernanceQuestion[],
  { software, assessment, run, manifestDigest, source, revision }: BundleProofs,
): ReadonlyMap<string, ChecklistEntry> {
  const texts = {
    run: [run, manifestDigest, source, revision].includes('')
      ? undefined
      : `Pushed as ${manifestDigest}. As its labels say, made from ${source}, commit ${revision}; as the pipeline says, by ${run}, where the build log is.`,
    sbom:
      software === undefined || software.packages === 0
        ? undefined
        : `${bundleNames.sbom} lists ${String(software.packages)} package${software.packages === 1 ? '' : 's'}, ${String(software.versions)} with a version, ${String(software.hashes)} with a hash`,
    assessment:
      assessment === undefined || assessment.verdict === 'notKnown'
        ? undefined
        : `${assessment.line}; ${countUnfixed(assessment)} (${bundleNames.assessment})`,
  };
  return new Map(
    questions.flatMap(({ number, proof }) => {
      if (proof?.part === undefined) return [];
      const text = texts[proof.part];
      if (text === undefined) return [];
      const rest = proof.part === 'sbom' ? describeBare(software) : undefined;
      return [
        [
          `question:${String(number)}`,
          {
            state: 'met',
            text: rest === undefined ? text : `${text}; ${rest}`,
            ...(rest === undefined ? {} : { unseen: rest }),
          },
        ] as const,
      ];
    }),
  );
}

/** Packages of the list that lack what the question asks for. */
function describeBare(software: BundleProofs['software']): string | undefined {
  if (software === undefined) return undefined;
  const { packages, versions, hashes } = software;
  const bare = [
    versions < packages ? `the version of ${String(packages - versions)}` : '',
    hashes < packages ? `the hash of ${String(packages - hashes)}` : '',
  ].filter((text) => text !== '');
  return bare.length === 0 ? undefined : `not known: ${bare.join(', ')}`;
}

/** How many of what the image has nobody can fix yet. */
function countUnfixed({ findings }: Assessment): string {
  const own = findings.filter(({ origin }) => origin !== 'fixed');
  return `${String(own.filter(({ fixedVersion }) => fixedVersion === '').length)} of ${String(own.length)} have no fix yet`;
}
