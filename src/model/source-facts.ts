import type { Location } from './rule.ts';

/** One simple command of a shell text, `sudo`, `env`, `exec` and the like taken off. */
export interface ShellCommand {
  /** Base name of the program: `pip` for `/usr/bin/pip3.13`'s own word stays in `words[0]`. */
  readonly program: string;
  /** Program and arguments, quotes removed; variables with a known value filled in. */
  readonly words: readonly string[];
  /** `NAME=value` before the program. */
  readonly assignments: Readonly<Record<string, string>>;
  /** Files that output is sent to (`>`, `>>`). */
  readonly writes: readonly string[];
  /** 1-based line of its first word in the file. */
  readonly line: number;
  /** Commands joined by `|` have the same number. */
  readonly pipeline: number;
}

/** A program or script of the project. */
export interface SourceFacts {
  readonly path: string;
  readonly language: 'python' | 'r' | 'shell' | 'notebook';
  /** Code by line, comments and string-only lines removed; notebooks have the lines of their code cells. */
  readonly lines: readonly { readonly line: number; readonly code: string }[];
  /** For shell. */
  readonly commands: readonly ShellCommand[];
}

/** A file that lists packages. */
export interface RequirementFacts {
  readonly path: string;
  readonly tool: 'pip' | 'conda' | 'r';
  readonly packages: readonly {
    readonly text: string;
    readonly line: number;
    /** An exact version, a hash or a fixed commit. */
    readonly pinned: boolean;
  }[];
  /** Why it could not be read. */
  readonly unread?: string;
}

/** A Kubernetes Job. */
export interface JobFacts {
  readonly path: string;
  /** Plain data of the manifest. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Line of a path of keys such as `metadata.name`, 1-based; the nearest parent that exists. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
  readonly unread?: string;
}

/** `models/models.json`. */
export interface ManifestFacts {
  readonly path: string;
  readonly models: readonly Readonly<Record<string, unknown>>[];
  readonly unread?: string;
}

/** A library in use, and where that shows. */
export interface LibraryFact {
  /** Lower-case, with hyphens. */
  readonly name: string;
  readonly location: Location;
}
