import { UserError } from '../../model/errors.ts';
import type { Asker } from '../../model/ports.ts';
import type { Choice, Question, QuestionContext } from '../../model/answers/question.ts';
import { formatAnswerText, parseAnswerText } from '../../parse/answers/answer-text.ts';
import { checkAnswer } from './check-answer.ts';
import type { Proposal, Supply } from './resolve-answers.ts';

/**
 * Asks a person, one question at a time, with the earlier answer or the default on offer and validation at once. Bases are asked
 * in two steps, batch or interactive first; details are asked only when the person wants them, which is asked once.
 */
export function supplyFromPerson(asker: Asker): Supply {
  let wantsDetails: boolean | undefined;
  return async (question, context, proposal, problems) => {
    const [first, ...others] = problems;
    if (first !== undefined) throw new UserError(first, ...others);
    const asked = question.asked?.(context) ?? 'always';
    if (asked === 'details') wantsDetails ??= !(await asker.confirm(detailsQuestion));
    if (asked === 'never' || (asked === 'details' && wantsDetails !== true)) return proposal.value;
    return question.key === 'base'
      ? askBase(asker, question, context, proposal)
      : ask(asker, question, context, proposal);
  };
}

const detailsQuestion = {
  message: 'Take the defaults for the rest?',
  help: 'Image, system packages, licence files, GPU, runtimes, pipeline, contact; the plan shows them.',
  initial: true,
};

async function askBase(
  asker: Asker,
  question: Question,
  context: QuestionContext,
  proposal: Proposal,
): Promise<string> {
  const initial = String(proposal.value);
  const kind = await asker.choose({
    message: 'What will the container do?',
    help: 'The TRE runs both; a container has one purpose.',
    initial: context.bases.find((base) => base.name === initial)?.kind ?? 'batch',
    choices: [
      { value: 'batch', label: 'run a job', help: 'batch: starts, reads /safe_data, writes /safe_outputs, ends' },
      { value: 'interactive', label: 'open a session', help: 'interactive: RStudio or JupyterLab, reached on a port' },
    ],
  });
  const choices = (question.choices?.(context) ?? []).filter(
    ({ value }) => context.bases.find((base) => base.name === value)?.kind === kind,
  );
  return asker.choose({
    message: question.message,
    help: question.help,
    initial: choices.some(({ value }) => value === initial) ? initial : (choices[0]?.value ?? initial),
    choices,
  });
}

async function ask(asker: Asker, question: Question, context: QuestionContext, proposal: Proposal): Promise<unknown> {
  const { message, help, schema } = question;
  const choices = question.choices?.(context);
  if (schema['type'] === 'boolean') return asker.confirm({ message, help, initial: proposal.value === true });
  if (choices !== undefined && schema['type'] === 'array') {
    return asker.chooseMany({
      message,
      help,
      initial: proposal.value as readonly string[],
      choices,
      check: (value) => verdict(question, value, context),
    });
  }
  if (choices === undefined) return askText(asker, question, context, proposal);
  const offered = question.choicesAreOpen === true ? openChoices(choices, String(proposal.value)) : choices;
  const chosen = await asker.choose({ message, help, initial: String(proposal.value), choices: offered });
  return chosen === another ? askText(asker, question, context, { ...proposal, value: '' }) : chosen;
}

/** A value that no answer can have. */
const another = '\n';

/** The proposals, the earlier answer where it is none of them, and a way to type another. */
function openChoices(choices: readonly Choice[], current: string): readonly Choice[] {
  const own = choices.some(({ value }) => value === current)
    ? []
    : [{ value: current, label: current, help: 'as answered earlier' }];
  return [...own, ...choices, { value: another, label: 'another one ...' }];
}

async function askText(
  asker: Asker,
  question: Question,
  context: QuestionContext,
  proposal: Proposal,
): Promise<unknown> {
  const read = (text: string): unknown =>
    parseAnswerText(question.schema['type'] === 'string' ? text.trim() : text, question.schema);
  const text = await asker.text({
    message: question.message,
    help: question.help,
    initial: isPlaceholder(question, proposal.value) ? '' : formatAnswerText(proposal.value),
    check: (typed) => verdict(question, read(typed), context),
  });
  return read(text);
}

function isPlaceholder(question: Question, value: unknown): boolean {
  return question.isPlaceholder?.(value as never) === true;
}

/** What a prompt shows under a value that is refused. */
function verdict(question: Question, value: unknown, context: QuestionContext): string | true {
  const found = checkAnswer(question, value, context);
  if (found === undefined) return true;
  return found.fix === undefined ? found.what : `${found.what}: ${found.fix}`;
}
