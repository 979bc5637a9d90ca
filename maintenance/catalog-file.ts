import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rewriteEntry, type Anchor } from './rewrite-entry.ts';

/** What a run of the update says, in Markdown: the body of the pull request. */
export interface Findings {
  /** A row each: what, before, now, remark. */
  readonly changes: (readonly [string, string, string, string])[];
  /** What a person must look at before anything is merged. */
  readonly problems: string[];
  /** What exists and was left alone. */
  readonly notes: string[];
}

/** Changes one entry of a catalogue file below `root`. */
export async function changeEntry(
  root: string,
  file: string,
  anchor: Anchor,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const path = join(root, file);
  await writeFile(path, rewriteEntry(await readFile(path, 'utf8'), anchor, fields));
}
