import type { Location } from '../check/rule.ts';

/** A file that may be data about people, or part of the program. */
export interface DataFile {
  readonly path: string;
  readonly size: number;
  /** Where a program opens it. */
  readonly readAt?: Location;
  /** It is opened relative to the program or the project, not by a place that is given at the start. */
  readonly readRelative: boolean;
  readonly goes: 'in' | 'out';
  readonly why: string;
}
