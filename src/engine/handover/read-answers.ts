import type { ChecklistEntries, ChecklistEntry, ChecklistState } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { HandoverAnswer, HandoverProof, SignedAnswer } from '../../model/handover/summary.ts';
import { readMarkdown } from '../render/escape-markdown.ts';
import { withoutGenerated } from '../checklist/checklist-text.ts';
import { waitsForPipeline } from '../checklist/checklist-entries.ts';
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
 * @param run page of the pipeline's run that packs this; empty where none is known
 */
export function readAnswers(
  checklist: string,
  questions: readonly GovernanceQuestion[],
  entries: ChecklistEntries,
  run = '',
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
      answer: tell(row, question, run, entry),
    };
  });
  const missing = findMissing(checklist, questions).map((question): HandoverAnswer => ({
    key: `question:${String(question.number)}`,
    question: `${String(question.number)}. ${question.question}`,
    title: `${String(question.number)}. ${question.title}`,
    who: question.who,
    force: question.force ?? 'asked',
    text: 'the checklist has no row for it',
  }));
  return {
    signed: told
      .filter(({ row, question }) => isPersons(row, question))
      .map(({ answer, question }) => ({ ...answer, restsOn: question?.restsOn ?? [] })),
    unanswered: [
      ...told
        .filter(({ row, question, state }) => !isPersons(row, question) && !settled.has(state))
        .map(({ row, answer }) =>
          standingOf(row) === 'by hand' ? { ...answer, text: withoutWords(answer.text) } : answer,
        ),
      ...missing,
    ],
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

/** Questions that a checklist has no row for: somebody took them out, or a merge did. */
export function findMissing(
  checklist: string,
  questions: readonly GovernanceQuestion[],
): readonly GovernanceQuestion[] {
  const there = new Set(checklist.split(/\r?\n/).flatMap((line) => readRow(line)?.key ?? []));
  return questions.filter(({ number }) => !there.has(`question:${String(number)}`));
}

/** A person wrote beside it, crossed it out, or ticked what is asked of people and stands there to be confirmed: a tick alone says neither who nor what. */
function isPersons(row: ChecklistRow, question: GovernanceQuestion | undefined): boolean {
  if ((row.box === '-' && !row.boxIsOurs) || (!row.textIsOurs && row.text !== '')) return true;
  return standingOf(row) === 'by hand' && question?.answeredBy === 'person' && row.text !== '';
}

/** What a row says that somebody ticked and nothing proves. */
function withoutWords(text: string): string {
  return `ticked by hand, without a word of who and why${text === '' ? '' : `; ${text}`}`;
}

function tell(
  row: ChecklistRow,
  question: GovernanceQuestion | undefined,
  run: string,
  entry: ChecklistEntry | undefined,
): HandoverAnswer {
  const ours = entry?.isOutdated === true ? withoutGenerated(row.text) : row.text;
  const [force = '', head = row.cells[0] ?? ''] =
    row.form === 'table' ? [row.cells[1], row.cells[0]] : row.cells.length > 1 ? row.cells : ['', row.cells[0]];
  const heading = plain(head.replace(/^\[([^\]]*)\](?:\[[^\]]*\]|\([^)]*\))$/, '$1'));
  return {
    key: row.key,
    question: question === undefined ? heading : `${String(question.number)}. ${question.question}`,
    title: question === undefined ? heading : `${String(question.number)}. ${question.title}`,
    who: question?.who ?? 'project',
    force,
    text: plain(row.textIsOurs ? waitNoMore(entry?.text ?? ours, run) : row.text),
  };
}

/** The run that a row waits for is the one that packs this, and a bundle has not all of its reports. */
function waitNoMore(text: string, run: string): string {
  return run === ''
    ? text
    : text.replace(`${waitsForPipeline}:`, `Not in this bundle. See the run that made it, ${run}:`);
}

/** Markdown of a row as the text that it shows. */
function plain(markdown: string): string {
  return readMarkdown(markdown.replaceAll('[the pipeline][pipeline]', 'the pipeline')).trim();
}
