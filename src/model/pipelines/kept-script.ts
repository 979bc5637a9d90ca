import type { ShellCommand } from '../sources/source-facts.ts';

/** A script of the pipelines of new projects as the build keeps it: its text, the values that it asked for (null where there was none), and its commands. */
export interface KeptScript {
  readonly text: string;
  /** As it stands in the file, where that is another text. */
  readonly written?: string;
  readonly asked: readonly (readonly [string, string | null])[];
  readonly commands: readonly ShellCommand[];
  /** The value of IMAGE in the commands, which another name of an image may take the place of. */
  readonly image?: string;
}
