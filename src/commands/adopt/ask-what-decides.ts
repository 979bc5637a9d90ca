import { type Memory, takeTurn } from '../../engine/answers/turns.ts';
import type { Asker } from '../../model/ports.ts';
import type { Past } from '../create/plan-project.ts';
import type { GivenAnswers } from './adopt-answers.ts';
import { decidedAtRun } from '../../report/adopt/adopted-text.ts';
import { severalPrograms } from '../../report/adopt/survey-text.ts';
import { refuseAbsentProgram } from './refuse-absent-program.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** The program, given, as before, or asked; `undefined`: as proposed; `open` where nobody decides what only a person can. */
export async function chooseProgram(
  { proposal, listing }: SurveyedFolder,
  { own }: GivenAnswers,
  { state }: Past,
  person: { readonly asker: Asker; readonly memory: Memory } | undefined,
): Promise<string | undefined> {
  const { questions, program } = proposal;
  const project = questions.find(({ id }) => id === 'project');
  if (project !== undefined) return 'open';
  if (own.program !== undefined) {
    refuseAbsentProgram(own.program, listing);
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
  const { asker, memory } = person;
  const before = choices.find(({ value }) => value === memory.before.get('program')) ?? choices[0];
  return (await takeTurn(memory, 'program', async (back) =>
    asker.choose({
      message: question.question,
      help: `${proposal.reasons['program']?.why ?? ''}; ${severalPrograms}`,
      initial: before?.value ?? '',
      choices,
      back,
    }),
  )) as string;
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
