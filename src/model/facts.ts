/** Everything that rules may look at. Filled by `parse/project.ts`; computed once a project. */
export interface ProjectFacts {
  /** Every file that was found, sorted by path. */
  readonly files: readonly ProjectFile[];
}

/** A file of the project as it was read. */
export interface ProjectFile {
  /** Relative to the project, `/` as separator. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  /** UTF-8 text; absent when the file was not read (binary, too large, unreadable), with the reason in `unread`. */
  readonly text?: string;
  readonly unread?: string;
}
