import type { ProjectFacts } from '../sources/facts.ts';

/** Force of a requirement as the guidance states it. */
export type Force = 'must' | 'should' | 'may';
export type Severity = 'error' | 'warning' | 'note';

/** Where a requirement comes from. */
export interface Source {
  readonly document: string;
  readonly heading: string;
  readonly link: string;
}

/** A place in a project: path relative to it, 1-based line; `line` absent when the whole file is meant. */
export interface Location {
  readonly file: string;
  readonly line?: number;
}

/** Proof for a pass, or the place of a failure, in one line. */
export interface Evidence {
  readonly text: string;
  readonly location?: Location;
}

/** A failure: what is wrong, where, and what to do. */
export interface Finding {
  readonly message: string;
  readonly location?: Location;
  /** What to do, one line. */
  readonly fix?: string;
  /** Fixes it without guessing; all edits of a finding are made, or none. */
  readonly edits?: readonly TextEdit[];
}

/** Replaces part of a file. Offsets count UTF-16 units; equal offsets insert. */
export interface TextEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What a pass rests on. `run`: a rehearsal saw it. `file`: lines of the project show it, as a digest shows that an image is pinned.
 * `none-found`: everything that could be read was read and nothing against it was found, which proves nothing.
 */
export type Proof = 'run' | 'file' | 'none-found';

/** Something that decides, and that the files do not tell. */
export interface Doubt {
  readonly reason: string;
  readonly location?: Location;
  /** What would let it be judged. */
  readonly fix?: string;
  /** The line that brings it there: a waiver of that line is one of this, too. */
  readonly broughtBy?: Location;
}

/** What a rule concludes. A rule must return one: silence is never a pass. */
export type Verdict =
  | { readonly verdict: 'pass'; readonly proof: Proof; readonly evidence: readonly [Evidence, ...Evidence[]] }
  | { readonly verdict: 'fail'; readonly findings: readonly [Finding, ...Finding[]] }
  | { readonly verdict: 'notApplicable'; readonly reason: string }
  /** `others`: what waits behind it, and comes up when this is settled. */
  | ({ readonly verdict: 'unknown'; readonly others?: readonly Doubt[] } & Doubt)
  /** Of a project with several images, each judged by itself. */
  | { readonly verdict: 'several'; readonly verdicts: readonly Verdict[] };

/** Files of a small project by path: an example that is run as a test. */
export interface RuleExample {
  /** What the example shows, one line. */
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

interface RuleBase {
  /** Slug: file name, documentation page, waiver key and SARIF rule id. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  readonly force: Force;
  /** One line, as a requirement: `Every FROM names its registry`. */
  readonly summary: string;
  /** Why it matters, one to three sentences. */
  readonly rationale: string;
  readonly source: Source;
}

/** Chapters of the checklist and of the rules' documentation, in this order. */
export type RuleGroup =
  | 'base'
  | 'directories'
  | 'software'
  | 'offline'
  | 'start'
  | 'identity'
  | 'image'
  | 'build'
  | 'pipeline'
  | 'run'
  | 'governance';

/** A rule that a command can decide. `check` is pure: facts in, verdict out. */
export interface CheckedRule extends RuleBase {
  readonly kind: 'checked';
  readonly check: (facts: ProjectFacts) => Verdict;
  /** Where it holds for a project, the rule is a must there, and what breaks it an error. */
  readonly isMust?: (facts: ProjectFacts) => boolean;
  /** A rehearsal shows whether it holds, where reading the files only finds nothing against it. */
  readonly rehearsed?: true;
  readonly good: readonly [RuleExample, ...RuleExample[]];
  readonly bad: readonly [RuleExample, ...RuleExample[]];
}

/** What no command can know: never passed by the tool. */
export interface HumanRule extends RuleBase {
  readonly kind: 'human';
  /** Asked of a person, as Information Governance asks it. */
  readonly question: string;
  /** Role that answers: `project`, `principal investigator`, `research coordinator`, `Information Governance`. */
  readonly who: string;
  /** What files show against it: a failure, or nothing, since the answer is a person's. Any other verdict counts as nothing. */
  readonly findFault?: (facts: ProjectFacts) => Verdict | undefined;
}

export type Rule = CheckedRule | HumanRule;

/** Gives a rule its type and keeps its literal fields. */
export function defineRule<const R extends Rule>(rule: R): R {
  return rule;
}
