/**
 * How a row of the checklist stands. `met`: proved by lines of the project or by a rehearsal, its box is ticked.
 * `looked`: nothing against it was found, which proves nothing. `mend`: something to do in the project.
 * `run`: a pipeline or rehearsal must prove it. `person`: somebody must answer.
 * `aside`: does not apply, or the finding is accepted with a reason.
 */
export type ChecklistState = 'met' | 'looked' | 'mend' | 'run' | 'person' | 'aside';

/** What the tool says in one row. */
export interface ChecklistEntry {
  readonly state: ChecklistState;
  /** Markdown of the row's last cell, one line, already safe. Absent: the words stay as they are. */
  readonly text?: string;
  /** Where `text` is absent: the sentences on the rules that bear on a question, in place of those in the row's words. */
  readonly standing?: string;
  /** What files show, or do not, no longer bears out what the row says as it was generated: those words go. */
  readonly isOutdated?: true;
  /** What of its question nobody looked at, as plain text, where the rest was seen. Absent: all of it was seen, or nothing. */
  readonly unseen?: string;
}

/** Entries by key of the row: `rule:<id>` or `question:<number>`. */
export type ChecklistEntries = ReadonlyMap<string, ChecklistEntry>;
