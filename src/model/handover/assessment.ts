import type { Severity } from './scan-report.ts';

/** Whether an image is worse than its base. `notKnown`: nothing that was seen allows to say so. */
export type AssessmentVerdict = 'noWorse' | 'worse' | 'notKnown';
export type Origin = 'added' | 'inherited' | 'fixed' | 'notKnown';

/** What a statement says of a finding: an acceptance where it says who accepted it, when, until when and why. */
export interface Acceptance {
  /** Identifiers of the vulnerability: `CVE-2026-1234` and other names of it. */
  readonly ids: readonly string[];
  /** Package URLs that it is about, without or with a version; none: every package. */
  readonly packages: readonly string[];
  readonly reason: string;
  /** Empty where the file does not say. */
  readonly by: string;
  /** ISO 8601 date; empty where the file does not say. */
  readonly date: string;
  /** ISO 8601 date of the last day on which it holds; empty where the file does not say. */
  readonly until: string;
}

/** One vulnerability of an image, or one that its base had. */
export interface AssessedFinding {
  readonly id: string;
  /** Name of the package. */
  readonly package: string;
  /** In the image; for a fixed one, in the base. */
  readonly installedVersion: string;
  readonly packageType: string;
  readonly origin: Origin;
  readonly severity: Severity;
  /** Empty where no version fixes it. */
  readonly fixedVersion: string;
  /** `null`: no list of exploited vulnerabilities was given. */
  readonly knownExploited: boolean | null;
  /** An acceptance of a person, with a reason and a last day, holds today. */
  readonly accepted: boolean;
  readonly acceptance?: Omit<Acceptance, 'ids' | 'packages'>;
  /** What made the layer that brought it; absent where the report does not say. */
  readonly layer?: string;
  /** In words, for a reader who is no technician. */
  readonly sentence: string;
}

/** Numbers by origin; `null` where nothing was compared. */
export interface AssessmentCounts {
  readonly added: number | null;
  readonly inherited: number | null;
  readonly fixed: number | null;
}

/** An image beside its base. */
export interface Assessment {
  readonly verdict: AssessmentVerdict;
  /** The verdict as one line. */
  readonly line: string;
  /** Why the verdict is not known, or what it rests on that a reader should know. */
  readonly notes: readonly string[];
  readonly counts: AssessmentCounts;
  readonly image: AssessedImage;
  readonly base?: AssessedImage;
  readonly findings: readonly AssessedFinding[];
}

/** What a report says of the image that it is about. */
export interface AssessedImage {
  readonly name: string;
  /** Digest of the configuration. */
  readonly id: string;
  readonly scanner: string;
  readonly scannedAt: string;
}
