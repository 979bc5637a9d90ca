/** A file's text and whether it is executable. Text is UTF-8 with `\n` line ends when we render it. */
export interface FileEntry {
  readonly text: string;
  readonly executable: boolean;
}

/** Files by path: relative to the project, `/` as separator, no leading `./`. */
export type FileTree = ReadonlyMap<string, FileEntry>;
