import { pendingSchema } from '../../model/upgrade/state-schema.ts';
import type { PendingUpgrade } from '../../model/upgrade/state.ts';
import { baselineFormats, baselineFromData, baselineToData } from './baseline-file.ts';
import { parseJson } from '../text/parse-json.ts';
import { readRecord } from './read-record.ts';

/** Path of the file that stands in a project while conflicts of an upgrade are open. */
export const PENDING_FILE = '.tre-container/pending.json';

const ABOUT =
  'An upgrade by generator-tre-container whose conflicts are open. It is recorded when their markers are gone and `upgrade` runs again.';

const ADVICE = {
  why: 'It says which upgrade is open in this project.',
  fix: 'take the project back to the state before that upgrade with `tre-container upgrade --abort`',
};

/** An open upgrade as data. Throws UserError when the file is broken. */
export function parsePending(text: string): PendingUpgrade {
  const value = parseJson(text, PENDING_FILE, ADVICE);
  const record = readRecord(value, pendingSchema, { where: PENDING_FILE, ...ADVICE }, baselineFormats);
  return { ...record, baseline: baselineFromData(record.baseline) };
}

/** The file's text. */
export function formatPending({ answers, conflicts, baseline }: PendingUpgrade): string {
  return `${JSON.stringify({ about: ABOUT, conflicts, answers, baseline: baselineToData(baseline) }, undefined, 1)}\n`;
}
