/** A file's text and whether it is executable. Text is UTF-8 with `\n` line ends when we render it; a file read from disk keeps its own line ends and byte order mark. */
export interface FileEntry {
  readonly text: string;
  readonly executable: boolean;
  /** The bytes are not UTF-8: each character of `text` stands for one byte. Such a file is never merged. */
  readonly binary?: true;
}

/** Files by path: relative to the project, `/` as separator, no leading `./`. */
export type FileTree = ReadonlyMap<string, FileEntry>;
