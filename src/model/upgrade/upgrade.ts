import type { ExitCode } from '../command.ts';
import type { Problem } from '../errors.ts';
import type { Plan } from './plan.ts';

/** A file in which both sides of a conflict stand, or a file that waits for a decision without markers (`lines` is empty). */
export interface OpenConflict {
  readonly path: string;
  /** 1-based lines of markers. */
  readonly lines: readonly number[];
}

/** How a file differs from what this version renders. */
export interface Drift {
  readonly path: string;
  /** `edited`: the person changed it. `missing`: it is not there. `stale`: the template has moved on. */
  readonly kind: 'edited' | 'missing' | 'stale';
  readonly reason: string;
}

/** How an upgrade of one project ended. */
export type UpgradeOutcome =
  | 'upgraded'
  | 'up to date'
  | 'conflicts'
  | 'would upgrade'
  | 'aborted'
  | 'undone'
  | 'drift'
  | 'failed';

/** What became of one project, for texts and for programs. */
export interface UpgradeResult {
  /** As the person named it. */
  readonly directory: string;
  readonly outcome: UpgradeOutcome;
  /** Version that the project had recorded, where it could be read. */
  readonly from?: string;
  /** Version of this generator. */
  readonly to: string;
  /** Empty where nothing was planned. */
  readonly plan: Plan;
  readonly conflicts: readonly OpenConflict[];
  /** What is recorded only once its conflicts are settled: the version, answers with both of their values; absent where it is neither. */
  readonly unrecorded?: string | undefined;
  /** Paths that would have changed and that `--except` left out, sorted. */
  readonly leftOut?: readonly string[];
  /** The person saw notes and plan already, before they were asked. */
  readonly shown?: boolean;
  /** The run recorded what a person had decided in files with markers: undoing it loses these decisions. */
  readonly isFinish?: boolean;
  /** What was taken back had made the folder: whether it is removed, or stays with what is not this program's. */
  readonly isGone?: boolean;
  /** Nothing was written, since that was asked for. */
  readonly isDry?: boolean;
  /** Only for `--check`. */
  readonly drift?: readonly Drift[];
  /** Migrations, recoveries and warnings, one line each. */
  readonly notes: readonly string[];
  /** Only for `failed`. */
  readonly problems: readonly Problem[];
  readonly exitCode: Exclude<ExitCode, 130>;
}
