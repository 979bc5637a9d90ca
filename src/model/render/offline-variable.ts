import type { BaseCondition } from './base.ts';
import type { Source } from '../check/rule.ts';

/** An environment variable that keeps a library offline, or its files where the TRE can read and write them. */
export interface OfflineVariable {
  readonly name: string;
  readonly value: string;
  /**
   * `switch`: turns network use off. `data`: a folder that is read, under `/safe_data`.
   * `cache`: a folder that is written at run time, under `/scratch`. `guard`: read by the offline module itself.
   */
  readonly kind: 'switch' | 'data' | 'cache' | 'guard';
  /** The property of a base on which it depends; absent: it is set on every base. */
  readonly when?: BaseCondition;
  /** Import name of the Python library that reads it only once, at its import: setting it later has no effect. */
  readonly readBy?: string;
  /** Breaks a package installation, so a Dockerfile sets it after the last one. */
  readonly afterInstall?: boolean;
  /** One clause. */
  readonly why: string;
  readonly source: Source;
}

/** One variable as templates print it. */
export interface PrintedVariable {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** What templates see of the offline variables of one base. */
export interface OfflineView {
  /** Every variable, in the order of the Dockerfile's last `ENV` instruction, after all installations. */
  readonly variables: readonly PrintedVariable[];
  /** Those that an offline module sets where the image did not: `NAME=value` with blanks between, several a line. */
  readonly lines: readonly string[];
  /** Import names of the libraries that read some of them only at their import, with blanks between. */
  readonly readOnce: string;
  /** The name of one looks like a secret to a linter. */
  readonly secretLike: boolean;
}
