import type { Rule } from './rule.ts';
import type { RuleResult } from './check-report.ts';

/** What a checklist prints of a rule. */
export type RuleHead = Pick<Rule, 'id' | 'force' | 'summary'>;

/** What the rules said of a project. */
export interface Verdicts {
  /** With the force that they have in this project. */
  readonly rules: readonly RuleHead[];
  readonly results: readonly RuleResult[];
}

/**
 * What the rules said of forms of new projects when this version was built. A form is a project's files with stand-ins for the answers that
 * may be anything plain (`engine/check/project-form.ts`).
 */
export interface KeptVerdicts {
  readonly rules: readonly RuleHead[];
  /** As JSON, since most are never read. */
  readonly results: readonly string[];
  /** By the SHA-256 of the form: places in the two lists above. */
  readonly forms: Readonly<Record<string, { readonly rules: readonly number[]; readonly results: readonly number[] }>>;
}
