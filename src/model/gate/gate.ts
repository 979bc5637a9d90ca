import type { RehearsalEvidence } from '../rehearsal/evidence.ts';

/** Levels of findings as SARIF has them, the mildest first. */
export const findingLevels = ['note', 'warning', 'error'] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** One result of a tool. */
export interface ReportedFinding {
  readonly rule: string;
  /** First line of what the tool says. */
  readonly message: string;
  /** File and line; empty where the tool names none. */
  readonly place: string;
  /** What it weighs: an open point of what the TRE requires is an error, any other open point weighs nothing. */
  readonly level: FindingLevel | 'none';
  /** `open`: nobody could judge it; `accepted`: somebody did, with a reason. */
  readonly state: 'found' | 'open' | 'accepted';
}

/** A whole report, by what it is on. */
export type WholeReport =
  | { readonly kind: 'findings'; readonly tool: string; readonly findings: readonly ReportedFinding[] }
  /** Trivy's own report: what it looked at, secrets that it found and packages that it lists. */
  | { readonly kind: 'scan'; readonly of: string; readonly secrets: number; readonly packages: number }
  /** An image beside its base, as `assess` prints it. */
  | { readonly kind: 'comparison'; readonly verdict: string; readonly line: string }
  | RehearsalReport;

/** What the record of `rehearse` comes to. */
export interface RehearsalReport {
  readonly kind: 'rehearsal';
  readonly verdict: string;
  /** It proves nothing at all. */
  readonly isOfNothing: boolean;
  /** Why it does not prove something, whatever its verdict. */
  readonly doubts: readonly string[];
  /** What was not seen of what it proves. */
  readonly unseen: readonly string[];
  /** What deserves a look and failed nothing. */
  readonly warnings: readonly string[];
  /** Each run with its verdict, then what failed. */
  readonly lines: readonly string[];
}

/** Why a file is no whole report: it is not there, empty, cut, or another thing. */
export interface UnreadReport {
  readonly kind: 'unread';
  readonly why: string;
}

/** The record of `rehearse`, of which nobody has said yet what it proves. */
export interface ReportedRehearsal {
  readonly kind: 'record';
  readonly evidence: RehearsalEvidence;
}

/** A report as it was read. */
export type ParsedReport = Exclude<WholeReport, RehearsalReport> | ReportedRehearsal | UnreadReport;

/** What a pipeline's tool should have left at a path. */
export type GateReport = { readonly file: string } & (WholeReport | UnreadReport);

/** What stops a pipeline besides reports that are not whole. */
export interface GateOrders {
  /** Least level of a finding that stops; `never`: none does. */
  readonly failOn: FindingLevel | 'never';
  /** Stop on an image that is worse than its base, or was not compared with it. */
  readonly failIfWorse: boolean;
}

/** Whether a pipeline may go on. */
export interface GateVerdict {
  readonly passes: boolean;
  /** What stops it, one line each: reports that are not whole, or else what was found. */
  readonly stops: readonly string[];
  readonly reports: readonly GateReport[];
}
