import type { ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import { countOf } from '../../shared/count-of.ts';
import { waitsForPipeline } from '../checklist/checklist-entries.ts';
import { printCell } from '../checklist/checklist-text.ts';
import { tellSecrets } from './tell-secrets.ts';
import type { ScannedSecret } from '../../model/handover/scan-report.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';

/** What of a bundle answers questions by being there. Each is of the very image that is handed over. */
export interface BundleProofs {
  /** The list of contents, counted; absent: there is no such list of this image. */
  readonly software?: {
    readonly packages: number;
    readonly versions: number;
    readonly hashes: number;
    /** How many packages that the scan of the image lists it does not. */
    readonly lacking: number;
  };
  /** What the scan found of passwords, tokens and keys; absent: the image was not scanned. */
  readonly secrets?: readonly ScannedSecret[];
  readonly assessment: Assessment | undefined;
  /** Page of the pipeline's run and digest of the pushed manifest; empty where one is not known. */
  readonly run: string;
  readonly manifestDigest: string;
  /** Repository and commit that the image's own labels name; empty where they do not. */
  readonly source: string;
  readonly revision: string;
}

type Part = NonNullable<NonNullable<GovernanceQuestion['proof']>['part']>;

/** Rows of the checklist that wait for a pipeline, as far as this bundle shows what they ask for. What was not compared shows nothing. */
export function proveByBundle(
  questions: readonly GovernanceQuestion[],
  proofs: BundleProofs,
): ReadonlyMap<string, ChecklistEntry> {
  return new Map(
    questions.flatMap(({ number, proof }) => {
      const entry = proof?.part === undefined ? undefined : describers[proof.part](proofs, proof.where);
      return entry === undefined ? [] : [[`question:${String(number)}`, entry] as const];
    }),
  );
}

const describers: Readonly<Record<Part, (proofs: BundleProofs, where: string) => ChecklistEntry | undefined>> = {
  run: ({ run, manifestDigest, source, revision }) =>
    [run, manifestDigest, source, revision].includes('')
      ? undefined
      : {
          state: 'met',
          text: `Pushed as ${manifestDigest}. As its labels say, made from ${source}, commit ${revision}; as the pipeline says, by ${run}, where the build log is.`,
        },
  sbom: ({ software }) => (software === undefined ? undefined : describeSoftware(software)),
  assessment: ({ assessment }) =>
    assessment === undefined || assessment.verdict === 'notKnown'
      ? undefined
      : { state: 'met', text: `${assessment.line}; ${countUnfixed(assessment)} (${bundleNames.assessment})` },
  secrets: ({ secrets }, where) => {
    if (secrets === undefined) return undefined;
    if (secrets.length > 0) return { state: 'mend', text: `**To do:** ${printCell(tellSecrets(secrets))}` };
    const unseen = 'whether its scanner looked for any, its report does not say';
    return { state: 'run', text: `The scan of the image names none; ${unseen}. ${waitsForPipeline}: ${where}.` };
  },
};

/** A list that lacks what the scan of the same image has seen is not of this image, whatever it says of itself. */
function describeSoftware(software: NonNullable<BundleProofs['software']>): ChecklistEntry {
  const { packages, versions, hashes, lacking } = software;
  const count = `${bundleNames.sbom} lists ${countOf(packages, 'package')}`;
  if (lacking > 0)
    return {
      state: 'run',
      text: `${count}, and not ${String(lacking)} of those that the scan of the same image lists`,
    };
  if (packages === 0) return { state: 'run', text: count };
  const text = `${count}, ${String(versions)} with a version, ${String(hashes)} with a hash`;
  const rest = describeBare(software);
  return { state: 'met', ...(rest === undefined ? { text } : { text: `${text}; ${rest}`, unseen: rest }) };
}

/** Packages of the list that lack what the question asks for. */
function describeBare({ packages, versions, hashes }: NonNullable<BundleProofs['software']>): string | undefined {
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
