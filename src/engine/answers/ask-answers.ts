import { StepBack, UserError } from '../../model/errors.ts';
import type { Asker } from '../../model/ports.ts';
import type { AnswerKey, Answers } from '../../model/answers/answers.ts';
import type { Choice, Question, QuestionContext } from '../../model/answers/question.ts';
import { formatAnswerText, parseAnswerText } from '../../parse/answers/answer-text.ts';
import type { AnswerInputs } from './answer-inputs.ts';
import { checkAnswer } from './check-answer.ts';
import { type Memory, newMemory, stepBack, takeTurn } from './turns.ts';
import { resolveAnswers, type Proposal, type Supply } from './resolve-answers.ts';

/**
 * Asks a person, one question at a time, with the earlier answer or the default on offer and validation at once; they may go back to the question
 * before. Bases are asked in two steps, batch or interactive first; details are asked only when the person wants them, which is asked once.
 * `adapt` has the last word on what is asked. Throws as {@link resolveAnswers} does.
 */
export async function askInTurn(
  inputs: AnswerInputs,
  asker: Asker,
  adapt: (supply: Supply) => Supply,
): Promise<Answers> {
  const memory = newMemory();
  for (;;) {
    try {
      return await resolveAnswers(inputs, adapt(supplyFromPerson(asker, memory, inputs.earlier !== undefined)));
    } catch (error) {
      stepBack(memory, error);
    }
  }
}

/**
 * Asks one question again. The other answers stand, as far as they go together with the new one; what does not is asked, or takes its default. A step
 * back leads to the answers as they were.
 */
export async function askAgain(
  inputs: AnswerInputs,
  asker: Asker,
  {
    answers,
    key,
    adapt,
  }: { readonly answers: Answers; readonly key: AnswerKey; readonly adapt: (supply: Supply) => Supply },
): Promise<Answers> {
  // So that the first question has something to go back to.
  const memory: Memory = { said: new Map([['summary', true]]), before: new Map() };
  try {
    const supply: Supply = (question, context, proposal) => {
      const asked = question.asked?.(context) ?? 'always';
      const isOpen =
        (proposal.origin !== 'earlier' && asked === 'always') ||
        (asked !== 'never' && misfitOf(question, proposal, context) !== undefined);
      return question.key === key || isOpen ? askOne(asker, question, context, proposal, memory) : proposal.value;
    };
    return await resolveAnswers({ ...inputs, earlier: { ...answers } }, adapt(supply));
  } catch (error) {
    if (error instanceof StepBack) return answers;
    throw error;
  }
}

/** Asks only for what a placeholder would stand for; everything else is as proposed. A step back is for the caller, who has the memory. */
export function supplyUnknown(asker: Asker, memory: Memory): Supply {
  return (question, context, proposal, [first, ...others]) => {
    if (!isPlaceholder(question, proposal.value)) return proposal.value;
    if (first !== undefined) throw new UserError(first, ...others);
    return askOne(asker, question, context, proposal, memory);
  };
}

function supplyFromPerson(asker: Asker, memory: Memory, isAgain: boolean): Supply {
  return async (question, context, proposal, problems) => {
    const [first, ...others] = problems;
    if (first !== undefined) throw new UserError(first, ...others);
    const asked = question.asked?.(context) ?? 'always';
    if (asked === 'never') return proposal.value;
    const isSettled = asked === 'details' && (await takesDefaults(asker, memory, isAgain, context));
    // A default that does not go with what was typed before it is asked for: an error here would throw away all that was typed.
    if (isSettled && misfitOf(question, proposal, context) === undefined) return proposal.value;
    return askOne(asker, question, context, proposal, memory);
  };
}

/** Why the proposal does not go together with the answers before it, as no system packages where a package needs one. */
function misfitOf(question: Question, { value }: Proposal, context: QuestionContext): Misfit | undefined {
  return question.validate?.(value as never, context);
}

async function takesDefaults(
  asker: Asker,
  memory: Memory,
  isAgain: boolean,
  { base }: QuestionContext,
): Promise<boolean> {
  return (await takeTurn(memory, 'details', async (back) =>
    asker.confirm({
      message: isAgain ? 'Leave the rest as it is?' : 'Take the defaults for the rest?',
      help: `Image, ${base.documentPackages === undefined ? '' : 'documents, '}system packages, licence files, GPU, runtimes, pipeline, contact; the summary shows them.`,
      initial: memory.before.get('details') !== false,
      back,
    }),
  )) as boolean;
}

async function askOne(
  asker: Asker,
  question: Question,
  context: QuestionContext,
  proposal: Proposal,
  memory: Memory,
): Promise<unknown> {
  const kind = question.key === 'base' ? await askKind(asker, context, proposal, memory) : undefined;
  return takeTurn(memory, question.key, async (back) => {
    const offered: Proposal = memory.before.has(question.key)
      ? { value: memory.before.get(question.key), origin: 'earlier' }
      : proposal;
    return kind === undefined
      ? ask(asker, question, context, offered, back)
      : askBase(asker, question, context, { kind, value: String(offered.value) }, back);
  });
}

async function askKind(asker: Asker, context: QuestionContext, proposal: Proposal, memory: Memory): Promise<string> {
  const proposed = context.bases.find((base) => base.name === proposal.value)?.kind ?? 'batch';
  const before = memory.before.get('kind');
  return (await takeTurn(memory, 'kind', async (back) =>
    asker.choose({
      message: 'What will the container do?',
      help: 'The TRE runs both; a container has one purpose.',
      initial: typeof before === 'string' ? before : proposed,
      back,
      choices: [
        { value: 'batch', label: 'run a job', help: 'batch: starts, reads /safe_data, writes /safe_outputs, ends' },
        {
          value: 'interactive',
          label: 'open a session',
          help: 'interactive: RStudio or JupyterLab, reached on a port',
        },
      ],
    }),
  )) as string;
}

async function askBase(
  asker: Asker,
  question: Question,
  context: QuestionContext,
  { kind, value: initial }: { readonly kind: string; readonly value: string },
  back: boolean,
): Promise<string> {
  const choices = (question.choices?.(context) ?? []).filter(
    ({ value }) => context.bases.find((base) => base.name === value)?.kind === kind,
  );
  return asker.choose({
    message: question.message,
    help: question.help,
    initial: choices.some(({ value }) => value === initial) ? initial : (choices[0]?.value ?? initial),
    choices,
    back,
  });
}

async function ask(
  asker: Asker,
  question: Question,
  context: QuestionContext,
  proposal: Proposal,
  back: boolean,
): Promise<unknown> {
  const { message, help, schema } = question;
  const choices = question.choices?.(context);
  if (schema['type'] === 'boolean') return asker.confirm({ message, help, initial: proposal.value === true, back });
  if (choices !== undefined && schema['type'] === 'array') {
    return asker.chooseMany({
      message,
      help,
      initial: proposal.value as readonly string[],
      choices,
      check: (value) => verdict(question, value, context),
      back,
    });
  }
  if (choices === undefined) return askText(asker, question, context, proposal, back);
  const offered = question.choicesAreOpen === true ? openChoices(choices, String(proposal.value)) : choices;
  const chosen = await asker.choose({ message, help, initial: String(proposal.value), choices: offered, back });
  return chosen === another ? askText(asker, question, context, { ...proposal, value: '' }, back) : chosen;
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
  back: boolean,
): Promise<unknown> {
  const read = (text: string): unknown =>
    parseAnswerText(question.schema['type'] === 'string' ? text.trim() : text, question.schema);
  // Of a value that is not there yet nothing is wrong.
  const misfit = proposal.value === '' ? undefined : misfitOf(question, proposal, context);
  const text = await asker.text({
    message: question.message,
    help: misfit === undefined ? question.help : `${sayMisfit(question, misfit)}. ${question.help}`,
    initial:
      proposal.origin !== 'earlier' && isPlaceholder(question, proposal.value) ? '' : formatAnswerText(proposal.value),
    check: (typed) => verdict(question, read(typed), context),
    back,
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
  const unknown = question.default(context);
  if (value === '' && isPlaceholder(question, unknown)) return `Not known yet? Write ${formatAnswerText(unknown)}`;
  return [found, ...(found.others ?? [])].map((each) => sayMisfit(question, each)).join('; ');
}

/** At a prompt nobody types the name of the answer. */
function sayMisfit({ key }: Question, { what, fix, atPrompt = fix?.replace(`--set ${key}=`, '') }: Misfit): string {
  return atPrompt === undefined ? what : `${what}: ${atPrompt}`;
}

interface Misfit {
  readonly what: string;
  readonly fix?: string;
  readonly atPrompt?: string;
}
