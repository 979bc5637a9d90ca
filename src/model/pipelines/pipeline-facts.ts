import type { ShellCommand } from '../sources/source-facts.ts';

/** One continuous integration file. */
export interface PipelineFacts {
  readonly path: string;
  readonly system: 'github' | 'gitlab' | 'circleci';
  /** Why it could not be read, with the line. */
  readonly unread?: { readonly reason: string; readonly line?: number };
  /** In the order in which they run. */
  readonly steps: readonly PipelineStep[];
}

export interface PipelineStep {
  readonly job: string;
  /** 1-based. */
  readonly line: number;
  /** `uses:` of GitHub. */
  readonly uses?: { readonly action: string; readonly ref: string; readonly line: number };
  /** `with:` of GitHub, as text. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Programs of `run:` or `script:`. */
  readonly commands: readonly ShellCommand[];
  /** Container images that the step runs in or names (`docker run` included). */
  readonly images: readonly { readonly text: string; readonly line: number }[];
  /** Image names that the step pushes, known variables filled in. */
  readonly pushes: readonly { readonly text: string; readonly line: number }[];
}
