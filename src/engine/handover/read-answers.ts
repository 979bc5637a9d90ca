import type { ChecklistEntries, ChecklistState } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { HandoverAnswer, HandoverProof, SignedAnswer } from '../../model/handover/summary.ts';
import { readMarkdown } from '../render/escape-markdown.ts';
import { type ChecklistRow, readRow, standingOf } from '../checklist/checklist-row.ts';

/** What a checklist says, sorted by who has answered. */
export interface ReadAnswers {
  readonly signed: readonly SignedAnswer[];
  readonly unanswered: readonly HandoverAnswer[];
  /** Rows that only a run proves. */
  readonly proofs: readonly HandoverProof[];
}

/**
 * Reads the rows of a checklist. Whether something is proved or settled comes from `entries`, what rules and rehearsal say now: what
 * stands in the file could have been written by anybody.
 */
export function readAnswers(
  checklist: string,
  questions: readonly GovernanceQuestion[],
  entries: ChecklistEntries,
): ReadAnswers {
  const byKey = new Map(questions.map((question) => [`question:${String(question.number)}`, question]));
  const rows = checklist.split(/\r?\n/).flatMap((line) => readRow(line) ?? []);
  const told = rows.map((row) => {
    const [entry, question] = [entries.get(row.key), byKey.get(row.key)];
    return {
      row,
      question,
      state: entry?.state,
      unseen: entry?.unseen,
      answer: tell(row, question, entry?.text),
    };
  });
  return {
    signed: told
      .filter(({ row }) => isPersons(row))
      .map(({ answer, question }) => ({ ...answer, restsOn: question?.restsOn ?? [] })),
    unanswered: told.filter(({ row, state }) => !isPersons(row) && !settled.has(state)).map(({ answer }) => answer),
    proofs: told
      .filter(({ question }) => question?.answeredBy === 'run')
      .map(({ answer, state, unseen }) => ({
        ...answer,
        isProved: state === 'met',
        ...(state === 'met' && unseen !== undefined ? { unseen } : {}),
      })),
  };
}

const settled: ReadonlySet<ChecklistState | undefined> = new Set(['met', 'looked', 'aside']);

/** A person ticked it, crossed it out, or wrote beside it. */
function isPersons(row: ChecklistRow): boolean {
  return standingOf(row) === 'by hand' || (row.box === '-' && !row.boxIsOurs) || (!row.textIsOurs && row.text !== '');
}

function tell(row: ChecklistRow, question: GovernanceQuestion | undefined, said: string | undefined): HandoverAnswer {
  const [force = '', head = row.cells[0] ?? ''] =
    row.form === 'table' ? [row.cells[1], row.cells[0]] : row.cells.length > 1 ? row.cells : ['', row.cells[0]];
  const heading = plain(head.replace(/^\[(.*)\]\[[^\]]*\]$/, '$1'));
  return {
    key: row.key,
    question: question === undefined ? heading : `${String(question.number)}. ${question.question}`,
    title: question === undefined ? heading : `${String(question.number)}. ${question.title}`,
    who: question?.who ?? 'project',
    force,
    text: plain(row.textIsOurs ? (said ?? row.text) : row.text),
  };
}

/** Markdown of a row as the text that it shows. */
function plain(markdown: string): string {
  return readMarkdown(markdown.replaceAll('[the pipeline][pipeline]', 'the pipeline')).trim();
}
