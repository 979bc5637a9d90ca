import type { Location } from './rule.ts';

/** A person's decision to accept what a rule finds. */
export interface Waiver {
  readonly rule: string;
  readonly reason: string;
  readonly by?: string;
  /** ISO 8601 day. */
  readonly date?: string;
  /** Only findings in this file; with `lines`, only those at the first of them to the last. Absent: the whole project. */
  readonly path?: string;
  /** Only findings below this folder, which ends in a slash: the waiver names it, or stands in a file of that folder. */
  readonly below?: string;
  readonly lines?: readonly [number, number];
  /** Where the waiver is written. */
  readonly location: Location;
}

/** Waivers of `.tre-container.yml` and of inline comments, and what is wrong with those that do not count. */
export interface WaiverFacts {
  readonly waivers: readonly Waiver[];
  /** `rule`: the rule that such a waiver names; whether there is one is known to whoever has the rules. */
  readonly problems: readonly { readonly what: string; readonly location: Location; readonly rule?: string }[];
}

/** What stands in the examples of a waiver where a person's words belong: copied as it is, it gives no reason. */
export const waiverExample = { reason: 'why this is right here', by: 'Name of a person' } as const;
