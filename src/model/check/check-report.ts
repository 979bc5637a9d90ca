import type { Doubt, Evidence, Force, Location, Proof, RuleGroup, Severity, TextEdit } from './rule.ts';

export type ResultVerdict = 'pass' | 'fail' | 'notApplicable' | 'unknown' | 'waived' | 'human';

/** One line of a report: a rule's verdict, or one finding of it. */
export interface RuleResult {
  /** Id of the rule. */
  readonly rule: string;
  readonly group: RuleGroup;
  readonly verdict: ResultVerdict;
  /** Of a pass. */
  readonly proof?: Proof;
  readonly force: Force;
  readonly severity: Severity;
  /** The finding; for a pass what was found, for a question the question. One line. */
  readonly message: string;
  readonly location?: Location;
  /** For a pass. */
  readonly evidence?: readonly Evidence[];
  /** Why not applicable, unknown or waived (with person and date); for a question who answers. */
  readonly reason?: string;
  /** What to do about a failure. */
  readonly fix?: string;
  /** What else of an unknown rule decides and is not known. */
  readonly others?: readonly Doubt[];
  readonly edits?: readonly TextEdit[];
  /** What the project's own waiver says of it, where waivers were set aside. */
  readonly setAside?: string;
}

/** Number of results by verdict. */
export type Tally = Readonly<Record<ResultVerdict, number>>;

/** Verdicts on a project. */
export interface CheckReport {
  /** In the order of the rules, then by place. */
  readonly results: readonly RuleResult[];
  readonly summary: Tally;
  /** Waivers that do not count, and waivers that nothing needed. */
  readonly waiverProblems: readonly { readonly what: string; readonly location: Location }[];
  /** Number of waivers that would have counted, where waivers were set aside. */
  readonly setAside?: number;
  /** Dockerfiles beside the target that nobody judged, since adopt made one of a project from them. */
  readonly notJudged?: readonly string[];
}
