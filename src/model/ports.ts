import type { FileTree } from './file-tree.ts';
import type { Plan } from './plan.ts';

/** The project folder on disk, as commands need it. Implemented by `io/project-files.ts`. */
export interface ProjectFiles {
  /** Absolute path of the project. */
  readonly root: string;
  /** Finishes or discards what an interrupted run left behind; says in one line what it did, or nothing. */
  recover(): Promise<string | undefined>;
  /** Reads the named files; those that do not exist are left out. Throws UserError for links out of the project, folders and unreadable files. */
  read(paths: Iterable<string>): Promise<FileTree>;
  /** Writes all entries that have `next`, removes those with action `delete`, all or nothing. */
  apply(plan: Plan): Promise<void>;
}

/** Template texts by path below `templates/`. Implemented by `io/templates.ts`. */
export type TemplateSource = (path: string) => string;

/** What git knows about the place of a project; nothing when there is no git. */
export interface GitSurroundings {
  readonly user?: string;
  readonly remote?: string;
}

/** A person at a terminal. Absent where nobody can be asked. */
export interface Asker {
  text(question: { readonly message: string; readonly help: string; readonly initial: string; readonly check: (value: string) => string | true }): Promise<string>;
  choose(question: { readonly message: string; readonly help: string; readonly initial: string; readonly choices: readonly { readonly value: string; readonly label: string; readonly help?: string }[] }): Promise<string>;
  chooseMany(question: { readonly message: string; readonly help: string; readonly initial: readonly string[]; readonly choices: readonly { readonly value: string; readonly label: string }[]; readonly check: (value: readonly string[]) => string | true }): Promise<readonly string[]>;
  confirm(question: { readonly message: string; readonly help: string; readonly initial: boolean }): Promise<boolean>;
}
