import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { HandoverAnswer, HandoverProof, SignedAnswer } from '../../model/handover/summary.ts';
import { type ChecklistRow, readRow, standingOf } from '../checklist/checklist-row.ts';

/** What a checklist says, sorted by who has answered. */
export interface ReadAnswers {
  readonly signed: readonly SignedAnswer[];
  readonly unanswered: readonly HandoverAnswer[];
  /** Rows that only a run proves. */
  readonly proofs: readonly HandoverProof[];
}

/** Reads the rows of a checklist, with the notes below them left where they are. */
export function readAnswers(checklist: string, questions: readonly GovernanceQuestion[]): ReadAnswers {
  const byKey = new Map(questions.map((question) => [`question:${String(question.number)}`, question]));
  const rows = checklist.split(/\r?\n/).flatMap((line) => readRow(line) ?? []);
  const told = rows.map((row) => ({ row, question: byKey.get(row.key), answer: tell(row, byKey.get(row.key)) }));
  const isSigned = ({ row }: (typeof told)[number]): boolean => isPersons(row);
  return {
    signed: told.filter(isSigned).map(({ answer, question }) => ({ ...answer, restsOn: question?.restsOn ?? [] })),
    unanswered: told
      .filter((each) => !isSigned(each) && ['mend', 'person', 'run'].includes(standingOf(each.row)))
      .map(({ answer }) => answer),
    proofs: told
      .filter(({ question }) => question?.answeredBy === 'run')
      .map(({ answer, row }) => ({ ...answer, isProved: standingOf(row) === 'met' })),
  };
}

/** A person ticked it, or wrote beside it. */
function isPersons(row: ChecklistRow): boolean {
  return standingOf(row) === 'by hand' || (!row.textIsOurs && row.text !== '');
}

function tell(row: ChecklistRow, question: GovernanceQuestion | undefined): HandoverAnswer {
  const [force = '', head = row.cells[0] ?? ''] =
    row.form === 'table' ? [row.cells[1], row.cells[0]] : row.cells.length > 1 ? row.cells : ['', row.cells[0]];
  return {
    key: row.key,
    question:
      question === undefined
        ? plain(head.replace(/^\[(.*)\]\[[^\]]*\]$/, '$1'))
        : `${String(question.number)}. ${question.question}`,
    who: question?.who ?? 'project',
    force,
    text: plain(row.text),
  };
}

/** Markdown of a row as the text that it shows. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/&#(\d{1,7});/g, (reference, code: string) =>
      Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : reference,
    )
    .replaceAll(/\*\*|`/g, '')
    .trim();
}
