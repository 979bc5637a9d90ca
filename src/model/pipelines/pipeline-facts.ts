import type { ShellCommand } from '../sources/source-facts.ts';

/** One continuous integration file. */
export interface PipelineFacts {
  readonly path: string;
  readonly system: 'github' | 'gitlab' | 'circleci';
  /** Why it could not be read, with the line. `isIdle`: no forge reads it where it lies. */
  readonly unread?: { readonly reason: string; readonly line?: number; readonly isIdle?: true };
  /** In the order in which they run. */
  readonly steps: readonly PipelineStep[];
  /**
   * What each job waits for, by name. Some names are those of groups, which wait for others in turn: a stage, the start of a called workflow.
   * Whoever waits for nothing may run beside everything.
   */
  readonly waits?: ReadonlyMap<string, readonly string[]>;
  /** Other files of the project that its steps were read from: called workflows, own actions, included files, scripts. */
  readonly files?: readonly string[];
  /** What others call it: GitHub's `name:`. */
  readonly name?: string;
  /** Names of the workflows that it begins after: `on: workflow_run`. */
  readonly follows?: readonly string[];
  /** A tag that is pushed, or a release, starts it. */
  readonly isOfTags?: true;
  /** What starts it, where that is not every change: absent where it is, or nothing says. */
  readonly start?: PipelineStart;
  /** It has no start of its own: other workflows call it. */
  readonly isCalledOnly?: true;
  /** What it runs that is not among the files, or is not read. */
  readonly elsewhere?: readonly PipelinePart[];
}

/** What a pipeline waits for. */
export interface PipelineStart {
  /** Nothing starts it but a person, or the clock. */
  readonly isByHand?: true;
  /** Pushes to these branches alone start it. */
  readonly branches?: readonly string[];
  /** Changes of these files alone start it, as patterns. */
  readonly paths?: readonly string[];
}

/** A part of a pipeline that nobody sees in the files, as a clause: `calls org/ci/.github/workflows/scan.yml`. */
export interface PipelinePart {
  readonly does: string;
  readonly file: string;
  readonly line: number;
  /** It is among the files, of which there is more than is read. */
  readonly isMore?: true;
  /** By its name it pushes an image and does nothing else. */
  readonly isPush?: true;
  /** Whoever runs pipelines refuses this one. */
  readonly isRefused?: true;
}

export interface PipelineStep {
  readonly job: string;
  /** 1-based. */
  readonly line: number;
  /** The file that it stands in, where that is not the pipeline's own. */
  readonly file?: string;
  /** `uses:` of GitHub, of others. */
  readonly uses?: { readonly action: string; readonly ref: string; readonly line: number };
  /** `with:` of GitHub, as text, known values filled in. What differs between the runs of a matrix has the value of each run, in their order. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `shell:` of GitHub, its own or that of its job or workflow. */
  readonly shell?: string;
  /** Programs of `run:` or `script:`. */
  readonly commands: readonly ShellCommand[];
  /** Container images that the step runs in or names (`docker run` included), known variables filled in. */
  readonly images: readonly { readonly text: string; readonly line: number }[];
  /** Image names that the step pushes, known variables filled in. */
  readonly pushes: readonly { readonly text: string; readonly line: number }[];
  /** Absent where it runs whenever its pipeline comes to it, and ends that where it fails. */
  readonly gate?: StepGate;
}

/** What decides whether a step runs, and whether what comes after waits for its success. */
export interface StepGate {
  /** Conditions of its job and of those that call it, as written. */
  readonly job: readonly string[];
  /** Its own. */
  readonly step: readonly string[];
  /** It runs although what it waits for failed or was left out: `if: always()`. */
  readonly isAnyway?: true;
  /** A person starts it: `when: manual`. */
  readonly isByHand?: true;
  /** What comes after goes on where it fails: `continue-on-error`, `allow_failure`. */
  readonly mayFail?: true;
}
