import type { Location } from '../check/rule.ts';

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
  /** Those of them that it is added to (`>>`). */
  readonly appends?: readonly string[];
  /** The last one of a group, where others before it write into the same files: `(echo a; echo b) >x`. */
  readonly sharesOutput?: true;
  /** 1-based line of its first word in the file. */
  readonly line: number;
  /** Where `cd` has led before, in the same text; relative to where the text begins unless it is absolute. */
  readonly directory?: string;
  /** Its input comes from a pipe, a file or a heredoc. */
  readonly isFed?: true;
  /** The file that it is given to read (`<`). */
  readonly reads?: string;
  /** It runs only where the script is given one of these as its first argument: `if [ "$1" = "debug" ]`. */
  readonly onArgument?: readonly string[];
  /** A `cd` in a shell of its own, which leads nowhere outside that: `(cd sub && make)`. */
  readonly isInside?: true;
  /** One of several that stand for one, each with another value of a name that the branches of a condition set: these have the same number. */
  readonly choice?: number;
  /** It runs only where a condition holds: between `then` and `fi`, in a branch of `case`. */
  readonly isConditional?: true;
  /** What a heredoc or here-string gives it to read, with the first line of the text. */
  readonly stdin?: { readonly text: string; readonly line: number };
  /** The script ends here whatever came before: an `exit` that no condition guards. Only looked for in pipelines. */
  readonly endsScript?: true;
  /** Of a program that is no shell script, the function that starts it, as of a call. */
  readonly function?: string;
  /** Commands joined by `|` have the same number. */
  readonly pipeline: number;
  /** The script goes on where it fails: always, or unless its shell has `pipefail`. Only looked for in pipelines. */
  readonly forgiven?: 'always' | 'unless-pipefail';
}

/** A program or script of the project. */
export interface SourceFacts {
  readonly path: string;
  readonly language: 'python' | 'r' | 'shell' | 'notebook' | 'julia';
  /** Code by line, comments and string-only lines removed; notebooks have the lines of their code cells. */
  readonly lines: readonly { readonly line: number; readonly code: string }[];
  /** For shell. */
  readonly commands: readonly ShellCommand[];
  /** Why it could not be read. */
  readonly unread?: string;
}

/** A file that lists packages. */
export interface RequirementFacts {
  readonly path: string;
  readonly tool: 'pip' | 'conda' | 'r';
  readonly packages: readonly {
    readonly text: string;
    readonly line: number;
    /** A version, an upper bound, a hash or a fixed commit. */
    readonly pinned: boolean;
    /** By conda's name, which may be another than pip's. */
    readonly isOfConda?: true;
  }[];
  /** Why it could not be read. */
  readonly unread?: string;
}

/** A Kubernetes Job. */
export interface JobFacts {
  readonly path: string;
  readonly manifest: ManifestNode;
  /** A CronJob makes it, under a name of its own. */
  readonly isScheduled?: boolean;
  /** Claims for volumes that stand in the same file; told once a file. */
  readonly claims?: readonly ManifestNode[];
  /** Why it could not be read. */
  readonly unread?: string;
}

/** A value of a manifest with its line. */
export interface ManifestNode {
  /** Text of a scalar. */
  readonly text?: string;
  /** 1-based. */
  readonly line: number;
  readonly entries: ReadonlyMap<string, ManifestNode>;
  readonly items: readonly ManifestNode[];
}

/** `models/models.json`. */
export interface ManifestFacts {
  readonly path: string;
  readonly models: readonly ModelFact[];
  /** What the offline module would refuse: paths that leave the data area, two models of one name ... */
  readonly problems: readonly string[];
  readonly unread?: string;
}

/** A library in use, and where that shows. */
export interface LibraryFact {
  /** Lower-case, with hyphens. */
  readonly name: string;
  readonly location: Location;
}

/** One model of the manifest. */
export interface ModelFact {
  readonly name: string;
  /** Where it is staged: a path under `/safe_data`, or `image`. */
  readonly target: string;
  /** A 40-hex commit, a branch, or nothing for a source that has none. */
  readonly revision?: string;
  readonly licence: string;
  /** Number of files that are listed with size and sha256. */
  readonly files: number;
  /** Files that are listed without one of them. */
  readonly incompleteFiles: number;
  /** Why the offline module would not load it yet, as far as the manifest tells. */
  readonly unfetched?: string;
  /** Repository that it comes from, if any. */
  readonly repository?: string;
  /** Repositories that its files name, so that a library would ask the Hub for them; absent where nobody looked. */
  readonly needs?: readonly string[];
  /** 1-based. */
  readonly line: number;
}
