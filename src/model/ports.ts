import type { FileTree } from './file-tree.ts';
import type { Plan } from './upgrade/plan.ts';
import type { View } from './render/view.ts';

/** The project folder on disk, as commands need it. Implemented by `io/project/project-files.ts`. */
export interface ProjectFiles {
  /** Absolute path of the project. The folder need not exist. */
  readonly root: string;
  /** Does what reads the project's own records; an error of it names their files from where the command was typed. */
  placed<Result>(work: () => Result | Promise<Result>): Promise<Result>;
  /** Says in one line what {@link recover} would do or refuse, or nothing. Changes and throws nothing: for whatever only looks. */
  findInterrupted(): Promise<string | undefined>;
  /**
   * Finishes or discards what an interrupted run of this user left behind; says in one line what it did, or nothing. Throws UserError while
   * another run is at work, and where something lies there that no run of this user on this machine began.
   */
  recover(): Promise<string | undefined>;
  /** Takes back, on the user's word, what {@link recover} refuses since nothing proves it theirs; says in lines what it did. */
  takeOver(): Promise<readonly string[]>;
  /**
   * Reads the named files; those that do not exist are left out. Throws one UserError that names every link out of the project,
   * folder or special file in a file's place, unreadable file and file above 16 MiB. A folder that holds nothing but named files counts as absent.
   */
  read(paths: Iterable<string>): Promise<FileTree>;
  /**
   * Writes all entries that have `next`, removes those with action `delete`, all or nothing: whatever fails, the former state is back
   * before the UserError is thrown. Refuses when a file is no longer what its entry's `current` says.
   * Permissions of existing files are kept, except for the executable bit where `next` differs.
   * `undo`, one line that names what happens, makes this the state that {@link undo} brings back; `alsoUndo` lets it stay the one
   * that it is now, so that undoing takes back this plan too.
   */
  apply(plan: Plan, options?: { readonly undo: string } | { readonly alsoUndo: string }): Promise<void>;
  /** Those of the named files that are not as the last commit has them, relative to the project; empty without git. */
  uncommitted(paths: readonly string[]): Promise<readonly string[]>;
  /** What {@link undo} would bring back, or nothing. */
  undoPoint(): Promise<UndoPoint | undefined>;
  /** Brings back every byte and mode of the undo point, edits made since then included; the undo point is used up. */
  undo(): Promise<void>;
}

/** The state before the last applied plan that named itself undoable. */
export interface UndoPoint {
  /** As given to `apply`. */
  readonly label: string;
  /** Files that undoing writes or removes, sorted. */
  readonly paths: readonly string[];
  /** Those of them that were edited since. */
  readonly edited: readonly string[];
  /** What the record names outside of the project's folder and nothing on this machine proves: undoing leaves it as it is. */
  readonly foreign: readonly string[];
}

/** A template that is ready to run: what it prints passes through `print`; `include` gives the text of another, by `/` and its path. */
export type CompiledTemplate = (
  locals: { readonly view: View },
  print: (value: unknown) => string,
  include: (path: string) => string,
) => string;

/** By path below `templates/`: its text, or what a `*.ejs` has been compiled to. Implemented by `io/package/templates.ts`. */
export type TemplateSource = (path: string) => string | CompiledTemplate;

/** What git knows about the place of a project; nothing when there is no git. */
export interface GitSurroundings {
  readonly user?: string;
  /** The same as the user's own configuration says it, whatever the repository says. */
  readonly own?: string;
  readonly remote?: string;
}

/** A person at a terminal. Absent where nobody can be asked. With `back` a person may ask for the question before, and StepBack is thrown. */
export interface Asker {
  text(question: {
    readonly message: string;
    readonly help: string;
    readonly initial: string;
    readonly check: (value: string) => string | true;
    readonly back?: boolean;
  }): Promise<string>;
  choose(question: {
    readonly message: string;
    readonly help: string;
    readonly initial: string;
    readonly choices: readonly { readonly value: string; readonly label: string; readonly help?: string }[];
    readonly back?: boolean;
  }): Promise<string>;
  chooseMany(question: {
    readonly message: string;
    readonly help: string;
    readonly initial: readonly string[];
    readonly choices: readonly { readonly value: string; readonly label: string }[];
    readonly check: (value: readonly string[]) => string | true;
    readonly back?: boolean;
  }): Promise<readonly string[]>;
  confirm(question: {
    readonly message: string;
    readonly help: string;
    readonly initial: boolean;
    readonly back?: boolean;
  }): Promise<boolean>;
}

/** A person, who sees what a question is about before it comes. */
export interface Person extends Asker {
  /** Shows a text on standard output. `as it is`: no command in it is spelt anew, for it is the text of files. */
  show(text: string, how?: 'as it is'): void;
}
