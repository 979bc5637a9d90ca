import type { ChecklistEntries, ChecklistEntry, ChecklistState } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { HandoverAnswer, HandoverProof, OpenAnswer, SignedAnswer } from '../../model/handover/summary.ts';
import { readMarkdown } from '../render/escape-markdown.ts';
import { waitsForPipeline } from '../checklist/checklist-entries.ts';
import { asGenerated, withoutGenerated } from '../checklist/checklist-text.ts';
import type { ChecklistRow } from '../checklist/checklist-row.ts';
import { shownInPart } from '../rehearsal/rehearsal-entries.ts';
import { readNotedRows, splitWords } from '../checklist/persons-words.ts';

/** What a checklist says, sorted by who has answered. */
export interface ReadAnswers {
  readonly signed: readonly SignedAnswer[];
  readonly unanswered: readonly OpenAnswer[];
  /** Rows that only a run proves. */
  readonly proofs: readonly HandoverProof[];
}

/**
 * Reads the rows of a checklist. Whether something is proved or settled comes from `entries`, what rules and rehearsal say now: what
 * stands in the file could have been written by anybody. A question without a row is open.
 * @param run page of the pipeline's run that packs this; empty where none is known
 */
export function readAnswers(
  checklist: string,
  questions: readonly GovernanceQuestion[],
  entries: ChecklistEntries,
  run = '',
): ReadAnswers {
  const byKey = new Map(questions.map((question) => [keyOf(question), question]));
  const rows = readNotedRows(checklist).map((noted): Told => {
    const { key } = noted.row;
    const [question, entry] = [byKey.get(key), entries.get(key)];
    const { person, program } = splitWords(noted);
    return { head: tellRow(noted.row, question), question, entry, row: noted.row, words: plain(person), program };
  });
  const missing = findMissing(checklist, questions).map((question): Told => ({
    head: { ...tellQuestion(question), force: question.force ?? 'asked' },
    question,
    entry: entries.get(keyOf(question)),
    words: '',
    program: '',
  }));
  const told = [...rows, ...missing];
  return {
    signed: told.flatMap((each) => (isAnswered(each) ? [tellSigned(each, run)] : [])),
    unanswered: told.flatMap((each) =>
      isAnswered(each) || settled.has(each.entry?.state) ? [] : [tellOpen(each, run)],
    ),
    proofs: told.flatMap((each) => (each.question?.answeredBy === 'run' ? [tellProof(each, run)] : [])),
  };
}

/** Questions that a checklist has no row for: somebody took them out, or a merge did. */
export function findMissing(
  checklist: string,
  questions: readonly GovernanceQuestion[],
): readonly GovernanceQuestion[] {
  const there = new Set(readNotedRows(checklist).map(({ row }) => row.key));
  return questions.filter((question) => !there.has(keyOf(question)));
}

/** A row, or a question that has none, with what is known of it. */
interface Told {
  readonly head: Omit<HandoverAnswer, 'text'>;
  readonly question: GovernanceQuestion | undefined;
  readonly entry: ChecklistEntry | undefined;
  readonly row?: ChecklistRow;
  /** What a person wrote there, and what this program did, as Markdown. */
  readonly words: string;
  readonly program: string;
}

const settled: ReadonlySet<ChecklistState | undefined> = new Set(['met', 'looked', 'aside']);

/** A person answers in words, and ticks the box or crosses it out. A tick alone says neither who nor what, and words beside an empty box may say "not yet". */
function isAnswered({ row, entry, words }: Told): boolean {
  const isPersons = row !== undefined && row.box !== ' ' && !row.boxIsOurs;
  return words !== '' && (isPersons || settled.has(entry?.state));
}

function tellSigned(told: Told, run: string): SignedAnswer {
  const beside = saidOf(told, run);
  return {
    ...told.head,
    text: told.words,
    ...(beside === '' ? {} : { beside }),
    restsOn: told.question?.restsOn ?? [],
  };
}

function tellOpen(told: Told, run: string): OpenAnswer {
  const { row, words } = told;
  const [said, isTicked] = [saidOf(told, run), row?.box === 'x' && !row.boxIsOurs];
  if (row === undefined) return { ...told.head, text: join('The checklist has no row for it.', said), gap: 'row' };
  if (isTicked) return { ...told.head, text: join('Ticked by hand, and no word beside it.', said), gap: 'words' };
  return words === ''
    ? { ...told.head, text: said }
    : { ...told.head, text: join(`Not ticked. Beside it stands: ${words}.`, said), gap: 'tick' };
}

function tellProof(told: Told, run: string): HandoverProof {
  const { state, unseen } = told.entry ?? {};
  return {
    ...told.head,
    text: saidOf(told, run).replace(`${plain(shownInPart)} `, ''),
    isProved: state === 'met' || unseen !== undefined,
    ...(unseen === undefined ? {} : { unseen }),
  };
}

/** What this program says of it now, or wrote there last: of that, what stems from the answers was true when the project was made. */
function saidOf({ program, entry, question }: Told, run: string): string {
  const written = entry?.isOutdated === true ? withoutGenerated(program) : program;
  const said = plain(waitNoMore(entry?.text ?? written, run));
  const isOfAnswers =
    (entry?.isOutdated !== true && question?.known !== undefined) ||
    (question?.saidOnce === true && !said.startsWith('See '));
  const isOld = said !== '' && entry?.text === undefined && isOfAnswers;
  return isOld && !said.startsWith(asGenerated) ? `${asGenerated}${said}` : said;
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

const keyOf = ({ number }: GovernanceQuestion): string => `question:${String(number)}`;

function tellQuestion(question: GovernanceQuestion): Pick<HandoverAnswer, 'key' | 'question' | 'title' | 'who'> {
  const { number, title, who } = question;
  return {
    key: keyOf(question),
    question: `${String(number)}. ${question.question}`,
    title: `${String(number)}. ${title}`,
    who,
  };
}

function tellRow(row: ChecklistRow, question: GovernanceQuestion | undefined): Told['head'] {
  const [force = '', head = row.cells[0] ?? ''] =
    row.form === 'table' ? [row.cells[1], row.cells[0]] : row.cells.length > 1 ? row.cells : ['', row.cells[0]];
  const heading = plain(head);
  return question === undefined
    ? { key: row.key, question: heading, title: heading, who: 'project', force }
    : { ...tellQuestion(question), force };
}

/** The run that a row waits for is the one that packs this, and a bundle has not all of its reports. */
function waitNoMore(text: string, run: string): string {
  return run === ''
    ? text
    : text.replace(`${waitsForPipeline}:`, `Not in this bundle. See the run that made it, ${run}:`);
}

/** Markdown of a row as the text that it shows: of a link its words. */
function plain(markdown: string): string {
  return readMarkdown(markdown.replaceAll(/(?<!\\)\[([^[\]]+)\](?:\[[^[\]]*\]|\([^()\s]*\))/g, '$1')).trim();
}
