import { Cancelled, StepBack } from '../../model/errors.ts';
import type { Asker } from '../../model/ports.ts';
import { inert } from '../../model/text/inert.ts';

/** `prompt` of inquirer or of Yeoman's adapter for one question: resolves to the answer under the question's name. */
export type Prompt = (
  question: Readonly<Record<string, unknown>> & { readonly name: string },
) => Promise<Readonly<Record<string, unknown>>>;

/**
 * A person, reached through inquirer's question objects: the command line brings inquirer, Yeoman its own adapter.
 * Ctrl-C, and a terminal that goes away, throw Cancelled.
 */
export function createAsker(prompt: Prompt, colour: boolean): Asker {
  const ask = async (question: Asked): Promise<never> => askOnce(prompt, colour, question);
  let hint = ' Enter takes what is in brackets, Tab edits it, Backspace clears it.';
  return {
    text: async ({ message, help, initial, check, back = false }) => {
      const once = initial === '' ? '' : hint;
      if (once !== '') hint = ' Backspace clears it.';
      const isBack = (typed: string): boolean => back && typed.trim() === '<';
      const validate = (typed: string): string | true => isBack(typed) || check(typed);
      const said = `${help}${once}${back ? ' <\u00A0goes back.' : ''}`;
      const typed: string = await ask({ type: 'input', message, help: said, default: initial, validate });
      if (isBack(typed)) throw new StepBack();
      return typed;
    },
    choose: async (question) => choose(ask, question),
    chooseMany: async ({ message, help, initial, choices, check, back = false }) => {
      const isBack = (values: readonly string[]): boolean => values.includes(goBack.value);
      const chosen: readonly string[] = await ask({
        type: 'checkbox',
        message,
        help,
        loop: false,
        // "All" would take the way back too.
        shortcuts: { all: null, invert: null },
        choices: [...choices, ...(back ? [goBack] : [])].map((choice) => ({
          ...toChoice(choice),
          checked: initial.includes(choice.value),
        })),
        validate: (all: readonly { readonly value: string }[]) => {
          const values = all.map(({ value }) => value);
          return isBack(values) || check(values);
        },
      });
      if (isBack(chosen)) throw new StepBack();
      return chosen;
    },
    confirm: async ({ message, help, initial, back = false }) => {
      const chosen = await choose(ask, { message, help, initial: initial ? 'yes' : 'no', choices: yesAndNo, back });
      return chosen === 'yes';
    },
  };
}

type Asked = Readonly<Record<string, unknown>> & { readonly message: string; readonly help: string };

async function askOnce(prompt: Prompt, colour: boolean, question: Asked): Promise<never> {
  const message = inert(question.message);
  const help = question.help.split('\n').map(inert).join('\n');
  // A dot in a name would mean a place in a nested object.
  const name = message.replaceAll('.', '');
  const { help: _help, ...rest } = question;
  try {
    const answers = await prompt({ ...rest, message, name, theme: createTheme(message, help, colour) });
    return answers[name] as never;
  } catch (error) {
    if (isStop(error)) throw new Cancelled('stopped at a prompt');
    throw error;
  }
}

async function choose(
  ask: (question: Asked) => Promise<never>,
  { message, help, initial, choices, back = false }: Parameters<Asker['choose']>[0],
): Promise<string> {
  const chosen: string = await ask({
    type: 'select',
    message,
    help,
    default: initial,
    choices: [...choices, ...(back ? [goBack] : [])].map(toChoice),
    pageSize: listHeight(),
    loop: false,
  });
  if (chosen === goBack.value) throw new StepBack();
  return chosen;
}

/** Its value is none that a question has. */
const goBack = { value: '\n<', label: '< back to the question before' };
const yesAndNo = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
];

/** Names of what inquirer throws on Ctrl-C, on the end of input, and when it is told to stop. */
const stops: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/** Whether a person stopped at a prompt, or the terminal went away. */
export function isStop(error: unknown): error is Error {
  return error instanceof Error && stops.has(error.name);
}

function toChoice({
  value,
  label,
  help,
}: {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}): object {
  const name = inert(label);
  // inquirer would break a long one inside of a word.
  return {
    value,
    name: breakLines(name),
    short: name,
    ...(help === undefined ? {} : { description: `  ${breakLines(inert(help))}` }),
  };
}

/** The help stands in a line under the question and goes when it is answered. */
function createTheme(question: string, help: string, colour: boolean): object {
  const dim = (text: string): string => (colour ? `\u001B[2m${text}\u001B[22m` : text);
  const bold = (text: string): string => (colour ? `\u001B[1m${text}\u001B[22m` : text);
  const message = (text: string, status: string): string =>
    status === 'done' ? bold(breakLines(text)) : `${bold(breakLines(text))}\n  ${dim(breakLines(help))}\n `;
  const cyan = (text: string): string => (colour ? `\u001B[36m${text}\u001B[39m` : text);
  // Beside the question where there is room, else below it: inquirer would break it inside of a word.
  const answer = (text: string): string => {
    if (text.trim() === '<') return dim('(back)');
    return question.length + text.length + 3 > columnsOf() ? `\n  ${cyan(breakLines(text))}` : cyan(text);
  };
  const red = (text: string): string => (colour ? `\u001B[31m> ${text}\u001B[39m` : `! ${text}`);
  const error = (text: string): string => red(breakLines(inert(text)));
  const defaultAnswer = (text: string): string => dim(`(${breakLines(text)})`);
  const keysHelpTip = (keys: readonly (readonly [string, string])[]): string =>
    dim(breakLines(keys.map(([key, action]) => `${key} ${action}`).join(', ')));
  const style = { message, answer, error, defaultAnswer, keysHelpTip };
  return colour ? { style } : { ...plainTheme, style: { ...plainTheme.style, ...style } };
}

/** Between words, with the indent that the first line has: inquirer would break inside of them. */
function breakLines(text: string): string {
  const width = Math.max(Math.min(columnsOf(), 100) - 4, 20);
  return text.replaceAll(new RegExp(String.raw`(.{1,${width}})(?:[ \n]+|$)`, 'g'), '$1\n  ').trimEnd();
}

/** As many lines of a list as fit beside the question and the help of one choice: the rest of a longer one cannot be seen to be there. */
function listHeight(): number {
  return Math.max((process.stdout.rows ?? 24) - 10, 7);
}

/** A terminal that does not know its width says 0. */
function columnsOf(): number {
  return (process.stdout.columns ?? 0) > 0 ? process.stdout.columns : 80;
}

const plain = (text: string): string => text;

/** inquirer itself colours always; where colours are off, signs tell what they told. */
const plainTheme = {
  prefix: { idle: '?', done: '*' },
  icon: { checked: '[x]', unchecked: '[ ]', cursor: '>' },
  style: {
    answer: plain,
    highlight: plain,
    help: plain,
    key: plain,
    disabled: plain,
    description: plain,
  },
};
