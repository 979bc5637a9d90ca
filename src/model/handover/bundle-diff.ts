import type { HandoverFactName } from './facts.ts';

/** How one fact differs between two bundles. */
export interface BundleChange {
  readonly fact: HandoverFactName;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** An answer that a person gave to the older image and that no longer holds. */
export interface VoidAnswer {
  readonly key: string;
  readonly question: string;
  readonly who: string;
  readonly text: string;
  /** What changed of that which it rests on; with `image`, it rests on all of it. */
  readonly because: readonly (HandoverFactName | 'image')[];
}

/** Two bundles side by side. */
export interface BundleDiff {
  readonly older: string;
  readonly newer: string;
  readonly sameImage: boolean;
  readonly changes: readonly BundleChange[];
  readonly void: readonly VoidAnswer[];
  /** Answers that a person gave only in the newer, or gave otherwise: keys. */
  readonly answered: readonly string[];
}
