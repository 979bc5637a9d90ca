import type { AssessmentCounts, AssessmentVerdict } from './assessment.ts';
import type { BundleChange } from './bundle-diff.ts';
import type { HandoverFactName, HandoverFacts } from './facts.ts';
import type { ScannedSecret, Severity } from './scan-report.ts';

/** Form of `summary.json`: a reader that knows a lower one refuses. */
export const summaryForm = 1;

/** A row of the checklist as a hand-over tells it. */
export interface HandoverAnswer {
  /** `question:2` or `rule:no-secrets`. */
  readonly key: string;
  readonly question: string;
  /** The question in a few words, with its number. */
  readonly title: string;
  readonly who: string;
  readonly force: string;
  /** What stands beside it, as plain text. */
  readonly text: string;
}

/** A row that nobody has answered yet. */
export interface OpenAnswer extends HandoverAnswer {
  /** What of an answer is missing where a part of it is there, or where the checklist has no place for it. */
  readonly gap?: 'row' | 'words' | 'tick';
}

/** An answer that a person gave, in that person's words, with what it rests on. */
export interface SignedAnswer extends HandoverAnswer {
  /** What this program says in the row; absent where it says nothing. */
  readonly beside?: string;
  /** Empty: it rests on all of the image. */
  readonly restsOn: readonly HandoverFactName[];
}

/** Something that was proved, or not, by a run. */
export interface HandoverProof extends HandoverAnswer {
  readonly isProved: boolean;
  /** What else the question asks and nobody looked at; absent where all of it was seen, and where nothing is proved. */
  readonly unseen?: string;
}

/** A finding of a rule that a waiver of the project accepts. */
export interface AcceptedFinding {
  readonly rule: string;
  readonly force: string;
  /** What was found, where, and why the project accepts it. */
  readonly text: string;
}

/** What Governance holds in its hands: `summary.json`, from which the page and the job's summary are printed. */
export interface HandoverSummary {
  readonly $schema: string;
  readonly form: typeof summaryForm;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly packedAt: string;
  /** Nothing that is missing, stale or of another image: empty in a bundle that is no draft. */
  readonly open: readonly string[];
  readonly isDraft: boolean;
  readonly project: {
    readonly name: string;
    readonly description: string;
    readonly safeHavenProject: string;
    readonly contact: string;
    readonly kind: 'batch' | 'interactive' | 'not known';
  };
  readonly tag: string;
  readonly image: {
    /** Name in the registry, with the digest of the manifest where it is known. */
    readonly reference: string;
    /** Digest of the configuration, which ties all parts together. */
    readonly configDigest: string;
    readonly manifestDigest: string;
    /** Bytes; 0 where it is not known. */
    readonly size: number;
    /** File in the bundle; empty where the image does not travel with it. */
    readonly archive: string;
  };
  /** Where it was built, as its labels and the pipeline say; empty where they do not. */
  readonly build: { readonly run: string; readonly source: string; readonly revision: string };
  readonly base: { readonly reference: string; readonly configDigest: string };
  readonly rehearsal: {
    readonly date: string;
    readonly verdict: 'pass' | 'fail' | 'unknown' | 'none';
    readonly runs: number;
    readonly engine: string;
    /** Why it does not prove something, whatever its verdict; absent: nothing is in doubt, or it is of an older version. */
    readonly doubts?: readonly string[];
    readonly unseen?: readonly string[];
  };
  readonly vulnerabilities: {
    readonly verdict: AssessmentVerdict;
    readonly line: string;
    readonly notes: readonly string[];
    readonly counts: AssessmentCounts;
    readonly added: readonly {
      readonly id: string;
      readonly package: string;
      readonly severity: Severity;
      readonly sentence: string;
      readonly accepted: boolean;
    }[];
    /** Those of the base that are in the image as well. */
    readonly inherited: readonly {
      readonly id: string;
      readonly package: string;
      readonly severity: Severity;
      readonly accepted: boolean;
    }[];
    /** What was compared: scanner and time of each scan, empty where a report does not say; nothing where nothing was compared. */
    readonly scans: readonly { readonly of: 'image' | 'base'; readonly scanner: string; readonly date: string }[];
  };
  /** Passwords, tokens and keys that the scan found in the image; absent where it names none. */
  readonly secrets?: readonly ScannedSecret[];
  readonly proofs: readonly HandoverProof[];
  /** What a person, the project or a run must still answer. */
  readonly unanswered: readonly OpenAnswer[];
  readonly answers: readonly SignedAnswer[];
  /** What rules found and the project accepted itself, with its words; absent where there is nothing of the kind. */
  readonly accepted?: readonly AcceptedFinding[];
  /** Against the bundle that was approved last; absent where none was named. */
  readonly changes?: {
    readonly since: string;
    readonly changes: readonly BundleChange[];
    readonly void: readonly string[];
    /** How many answers people had given in it. */
    readonly answers?: number;
  };
  readonly models: readonly { readonly name: string; readonly licence: string; readonly source: string }[];
  readonly facts: HandoverFacts;
}
