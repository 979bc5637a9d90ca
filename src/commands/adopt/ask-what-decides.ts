import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { type Memory, takeTurn } from '../../engine/answers/turns.ts';
import { wordsFor } from '../../engine/survey/words-for.ts';
import { shellWords } from '../../shared/shell-words.ts';
import { UserError } from '../../model/errors.ts';
import type { Asker } from '../../model/ports.ts';
import type { Past } from '../create/plan-project.ts';
import type { GivenAnswers } from './adopt-answers.ts';
import { decidedAtRun } from '../../report/adopt/adopted-text.ts';
import { findSlip, refuseAbsentProgram } from './refuse-absent-program.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** The program, given, as before, or asked; `undefined`: as proposed; `open` where nobody decides what only a person can. */
export async function chooseProgram(
  { proposal, listing, facts }: SurveyedFolder,
  { own }: GivenAnswers,
  { state }: Past,
  person: { readonly asker: Asker; readonly memory: Memory } | undefined,
): Promise<string | undefined> {
  const { questions, program } = proposal;
  const project = questions.find(({ id }) => id === 'project');
  if (project !== undefined) return 'open';
  if (own.program !== undefined) {
    if (proposal.mode === 'interactive') refuseProgramOfSession(own.program);
    refuseAbsentProgram(own.program, { listing, facts });
    return own.program;
  }
  if (state?.adopted !== undefined) return undefined;
  if (!program.ask) return undefined;
  const question = questions.find(({ id }) => id === 'program');
  if (person === undefined || question === undefined) return 'open';
  const choices = question.choices.map((value) => ({
    value,
    label: value === 'decided-at-run' ? `${value}: ${decidedAtRun}` : value,
  }));
  const all = program.candidates.map((each) => shellWords(wordsOf(each, facts)));
  const { asker, memory } = person;
  const before = choices.find(({ value }) => value === memory.before.get('program')) ?? choices[0];
  const chosen = (await takeTurn(memory, 'program', async (back) =>
    asker.choose({
      message: question.question,
      help: proposal.reasons['program']?.why ?? '',
      initial: before?.value ?? '',
      choices: all.length < 2 ? choices : [...choices.slice(0, -1), oneAfterTheOther, ...choices.slice(-1)],
      back,
    }),
  )) as string;
  if (chosen !== oneAfterTheOther.value) return chosen;
  return (await takeTurn(memory, 'programs', async (back) =>
    asker.text({
      message: 'Which, one after the other?',
      help: 'Commands with && between them, in the order in which they run; each is started at the root of the repository.',
      initial: all.slice(0, 6).join(' && '),
      check: (typed) => checkSeveral(typed, { listing, facts }),
      back,
    }),
  )) as string;
}

/** A session starts what people work in, which a notebook alone may be named for. */
function refuseProgramOfSession(program: string): void {
  if (program.endsWith('.ipynb')) return;
  throw new UserError({
    where: `program=${program}`,
    what: 'a session opens JupyterLab, and starts no program',
    fix: 'leave program out; for a job that starts it, --set mode=batch and no --base of a session',
  });
}

/** Its value is none that a program has. */
const oneAfterTheOther = { value: '\nseveral', label: 'several, one after the other' };

function checkSeveral(typed: string, surveyed: Pick<SurveyedFolder, 'listing' | 'facts'>): string | true {
  if (typed.trim() === '') return 'name the commands';
  const slip = findSlip(typed, surveyed);
  return slip === undefined ? true : `${slip.what}: ${slip.fix ?? ''}`;
}

/** What starts a candidate: a program by its path, or a command already. */
function wordsOf(candidate: string, { programs }: SurveyedFolder['facts']): readonly string[] {
  const program = programs.find(({ path }) => path === candidate);
  return program === undefined ? candidate.split(' ') : wordsFor(program, surveyKnowledge.languages);
}

/** Which of several projects of a repository it is about; nothing where there is one, or nobody to ask. */
export async function chooseFolder(
  { proposal }: SurveyedFolder,
  asker: Asker | undefined,
): Promise<string | undefined> {
  const question = proposal.questions.find(({ id }) => id === 'project');
  const [first] = question?.choices ?? [];
  if (asker === undefined || question === undefined || first === undefined) return undefined;
  return asker.choose({
    message: question.question,
    help: 'The container is made for this folder, and lies in it.',
    initial: first,
    choices: question.choices.map((value) => ({ value, label: value })),
  });
}

/** A folder below the one that was typed, as it would be typed. */
export function joinTyped(target: string, folder: string): string {
  return target === '.' ? folder : `${target.replace(/\/$/, '')}/${folder}`;
}
