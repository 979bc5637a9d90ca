import { bases } from '../../catalog/bases.ts';
import { questions } from '../../catalog/questions.ts';
import { contextOf, listQuestions } from '../../engine/answers/answer-inputs.ts';
import { readEntry, readListed } from '../../engine/changes/listed-packages.ts';
import { listPackages } from '../../engine/render/view-software.ts';
import { answerKeys, type AnswerKey, type Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import { Cancelled, StepBack } from '../../model/errors.ts';
import type { Person } from '../../model/ports.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { formatAnswerText } from '../../parse/answers/answer-text.ts';
import { inert } from '../../model/text/inert.ts';
import { formatAnswers } from '../../report/create/answers-text.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatPlan } from '../../report/upgrade/plan-text.ts';

/**
 * Shows every answer and every file, and asks whether to go ahead. Returns the answer that the person wants to change, or nothing: then
 * it is to be written. Throws Cancelled where they want neither. `fixed`: keys that the command line gave.
 */
export async function confirmProject(
  shown: { readonly answers: Answers; readonly plan: Plan; readonly fixed: ReadonlySet<string>; readonly root: string },
  asker: Person,
  environment: Pick<Environment, 'terminal'>,
): Promise<AnswerKey | undefined> {
  const { answers, plan, fixed, root } = shown;
  const { terminal } = environment;
  const { colour, wrapAt } = terminal;
  // The plan first: where it is long, the answers are what is still on the screen.
  asker.show(
    fitLines(
      `\n${formatPlan(plan, colour)}\n${formatAnswers(answers, listBrought(answers), formatAnswerText, colour, wrapAt)}${sayTakenOut(answers, plan)}\nThe folder: ${inert(root)}\n`,
      wrapAt,
    ),
  );
  const choice = await asker.choose({
    message: 'Write these files?',
    help: 'All of them or none; it can be taken back afterwards.',
    initial: 'write',
    choices: [
      { value: 'write', label: 'yes, go ahead' },
      { value: 'change', label: 'change an answer first' },
      { value: 'stop', label: 'no', help: 'nothing is written' },
    ],
  });
  if (choice === 'write') return undefined;
  if (choice !== 'change') throw new Cancelled();
  const context = contextOf(
    { questions, bases: Object.values(bases), surroundings: { folder: '' }, given: [] },
    answers,
  );
  const neverAsked = new Set(
    listQuestions(questions).flatMap(({ key, asked }) => (asked?.(context) === 'never' ? [key] : [])),
  );
  const keys = answerKeys.filter((key) => answers[key] !== undefined && !fixed.has(key) && !neverAsked.has(key));
  try {
    return (await asker.choose({
      message: 'Which answer?',
      help: `The others stand, as far as they go together with the new one. There are ${String(keys.length)}.`,
      initial: keys[0] ?? 'name',
      choices: keys.map((key) => ({ value: key, label: labelOf(key), help: formatAnswerText(answers[key]) || 'none' })),
      back: true,
    })) as AnswerKey;
  } catch (error) {
    if (error instanceof StepBack) return confirmProject(shown, asker, environment);
    throw error;
  }
}

/** What a question is called where it is asked: an answer has that name and its own. */
function labelOf(wanted: AnswerKey): string {
  const asked = listQuestions(questions).find(({ key }) => key === wanted);
  return asked === undefined ? wanted : `${wanted} (${asked.message})`;
}

/** What the list of packages has besides the answer: for models, documents or the starter. */
function listBrought(answers: Answers): readonly string[] {
  return listPackages(answers, bases[answers.base]).filter((entry) => !answers.packages.includes(entry));
}

/** Packages of the answers that the list has no more, as a person left it: what stands there is what is installed. A lock is a file beside the list, and never in it. */
function sayTakenOut(answers: Answers, plan: Plan): string {
  const { packageFile: list, language } = bases[answers.base];
  const entry = plan.find(({ path }) => path === list);
  const text = (entry?.next ?? entry?.current)?.text;
  if (text === undefined) return '';
  const listed = new Set(readListed(list, text).map(({ name }) => name));
  const { locks, installsLock } = language.listing ?? {};
  const lock = answers.packages.find((each) => locks?.test(each) === true);
  const gone = answers.packages.filter((each) => each !== lock && !listed.has(readEntry(each).name));
  const code = text.split('\n').map((line) => line.split('#', 1)[0] ?? '');
  const isPassedOver =
    lock !== undefined && !code.some((line) => installsLock !== undefined && line.includes(`${installsLock}(`));
  const said = [
    ...(isPassedOver ? [`does not install what ${inert(lock)} names`] : []),
    ...(gone.length === 0 ? [] : [`has no ${gone.map(inert).join(', ')}`]),
  ];
  return said.length === 0 ? '' : `\n${list}, as you left it, ${said.join(', and ')}: what stands there is installed\n`;
}
