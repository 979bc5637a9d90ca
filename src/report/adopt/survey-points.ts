import pc from 'picocolors';
import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import { inert } from '../../model/text/inert.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { shellWords } from '../../shared/shell-words.ts';
import { formatPlace } from '../check/format-place.ts';

/** What is said beside the facts and the proposal. */
export interface SurveyHead {
  readonly folder: string;
  readonly source: 'git' | 'folder';
  readonly paths?: ReadonlySet<string>;
  /** What `adopt` would leave to do, but for what the answers alone leave open; absent where what starts is not decided. */
  readonly toDo?: readonly AdoptionToDo[];
  /** Why packages are what they are, for what is started; absent where that is not decided. */
  readonly packages?: string;
  /** The Safe Haven project and the registry have their names. */
  readonly isNamed?: boolean;
  /** What only programs ask that would not be started. */
  readonly notStarted?: readonly OpenQuestion[];
  /** The next best base, as a clause. */
  readonly next?: string;
}

/** How several programs are named: with those of the repository, where there are two. */
export function nameSeveral({ start, candidates }: Proposal['program']): string {
  const others = otherThan(start, candidates).filter((each) => /^[\w./-]+$/.test(each));
  const runner = start.at(-1) !== undefined && candidates.includes(start.at(-1) ?? '') ? start.slice(0, -1) : [];
  const second = others.find((each) => each.split('.').at(-1) === start.at(-1)?.split('.').at(-1));
  const [first = ''] = start;
  if (start.length === 1 && first.startsWith('./') && second !== undefined)
    return `several, one after the other: --set program=${shellWord(`${shellWord(first)} && ./${shellWord(second)}`)}`;
  const both =
    runner.length === 0 || second === undefined || runner[0] === 'streamlit'
      ? 'FIRST && SECOND'
      : [start, [...runner, second]].map(shellWords).join(' && ');
  return `several, one after the other: --set program=${shellWord(both)}`;
}

/** Candidates that are not what is started already, also in another spelling (`./run.sh`). */
export function otherThan(start: readonly string[], candidates: readonly string[]): readonly string[] {
  const said = new Set(start.flatMap((word) => [word, word.replace(/^\.\//, '')]));
  return candidates.filter((each) => !said.has(each) && each !== start.join(' '));
}

/** The first of many, and the last, which is what no file is: `decided-at-run`. */
export function firstChoices(choices: readonly string[]): readonly string[] {
  return choices.filter((_, index) => index < 7 || index === choices.length - 1);
}

/** What settles a question: a value of an answer, or the command in the folder that is chosen. */
function listChoices(id: string, choices: readonly string[]): readonly string[] {
  const shown = firstChoices(choices).map(shellWord);
  return id === 'project'
    ? shown.map((folder) => `tre-container adopt ${folder}`)
    : [`--set ${id}=${shown.join(' | ')}`];
}

/** What has to be decided, what can wait, and what only programs ask that are not started. */
export function listQuestions(
  { questions, program }: Proposal,
  { toDo, notStarted = [], isNamed = false }: SurveyHead,
  colour: boolean,
): string[] {
  const { bold } = pc.createColors(colour);
  const now = questions.filter(({ when }) => when === 'now');
  const open = questions.filter(({ when }) => when === 'later');
  const later = toDo?.map(({ text, place }) => sayPoint(text, place)) ?? open.map(sayQuestion);
  const names = toDo === undefined || isNamed ? '' : ', beside the names of the Safe Haven project and of the registry';
  return [
    ...(now.length === 0
      ? []
      : [
          bold('To decide'),
          ...now.flatMap(({ id, question, choices }) => [
            `  ${inert(question)}`,
            ...listChoices(id, choices).map((line) => `    ${inert(line)}`),
            ...(id === 'program' ? [`    ${inert(nameSeveral(program))}`] : []),
          ]),
        ]),
    ...(later.length === 0
      ? []
      : [bold(`Yours to settle later (${String(later.length)}${names})`), ...listFirst(later)]),
    ...(notStarted.length === 0
      ? []
      : [
          bold(`Of programs that are not started (${String(notStarted.length)})`),
          ...listFirst(notStarted.map(sayQuestion)),
        ]),
  ];
}

function sayQuestion({ question, location }: OpenQuestion): string {
  return sayPoint(question, location === undefined ? undefined : formatPlace(location));
}

function sayPoint(text: string, place: string | undefined): string {
  return `  ${inert(text)}${place === undefined || text.includes(place) ? '' : ` (${inert(place)})`}`;
}

function listFirst(lines: readonly string[]): readonly string[] {
  const most = 12;
  return lines.length > most
    ? [...lines.slice(0, most), `  and ${String(lines.length - most)} more, in --json`]
    : lines;
}
