import type { ChecklistEntries, ChecklistEntry, ChecklistState } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import { readRow, type ChecklistRow } from './checklist-row.ts';

/** What this program writes of a question that files do not answer, before a run or a person has. */
const waiting: ReadonlySet<ChecklistState | undefined> = new Set(['person', 'run', undefined]);

/**
 * Entries for rows that claim to be settled by this program and of which it knows nothing: `entries` say all that files and a record of a rehearsal
 * show, and marks of this program can be written by anybody. They wait again, and say so.
 */
export function unprovedEntries(
  checklist: string,
  entries: ChecklistEntries,
  questions: readonly GovernanceQuestion[],
): ChecklistEntries {
  const byKey = new Map(questions.map((question) => [`question:${String(question.number)}`, question]));
  return new Map(
    checklist.split(/\r?\n/).flatMap((line) => {
      const row = readRow(line);
      if (row === undefined) return [];
      const known = entries.get(row.key);
      // That old words go says nothing of who settled the row.
      if (known !== undefined && known.isOutdated !== true) return [];
      const question = byKey.get(row.key);
      // A person's tick of a row that nobody here knows stays theirs, and says so.
      if (question === undefined && row.state === undefined && row.box === 'x')
        return [[row.key, { ...unknown, state: 'mend' as const }] as const];
      // Of a question that a rehearsal answers, a row is left to a person only where a rehearsal has shown a part.
      const isShown = row.state === 'person' && question?.proof?.by === 'rehearsal';
      if (waiting.has(row.state) && !isShown) return [];
      return [[row.key, question === undefined ? unknown : waitAgain(question)] as const];
    }),
  );
}

/** Of a row under a name that is none here, nothing can have shown anything. */
const unknown: ChecklistEntry = {
  state: 'person',
  text: '**Not answered:** no rule or question that was asked here has the name of this row.',
};

function waitAgain({ answeredBy, proof, who }: GovernanceQuestion): ChecklistEntry {
  if (answeredBy === 'files') return { state: 'mend' };
  if (proof?.by === 'rehearsal')
    return {
      state: 'run',
      text: '**Not proved here:** there is no record of a rehearsal that can be read. Run `tre-container rehearse`.',
    };
  return answeredBy === 'run'
    ? {
        state: 'run',
        text: '**Not proved here:** nothing in this project shows what a run found. See the pipeline.',
      }
    : { state: 'person', text: `**Not answered:** no file of this project can. Ask: ${who}.` };
}

/**
 * Entries with the words that rows of people were rendered with and that the answers decided: they went while a rule was against them, and what the
 * files show cannot bring them back.
 */
export function rendersAgain(checklist: string, rendered: string): ChecklistEntries {
  const before = new Map(rowsOf(rendered).map((row) => [row.key, row]));
  return new Map(
    rowsOf(checklist).flatMap(({ key, text, state }) => {
      const row = before.get(key);
      const isPeoples = state === 'person' && row?.state === state && row.textIsOurs;
      return isPeoples && row.text !== text ? [[key, { state, text: row.text }] as const] : [];
    }),
  );
}

function rowsOf(checklist: string): readonly ChecklistRow[] {
  return checklist.split(/\r?\n/).flatMap((line) => readRow(line) ?? []);
}
