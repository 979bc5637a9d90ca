import { Cancelled } from '../../model/errors.ts';
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
  const ask = async (
    question: Readonly<Record<string, unknown>> & { readonly message: string; readonly help: string },
  ): Promise<never> => {
    const { help, ...rest } = {
      ...question,
      message: inert(question.message),
      help: question.help.split('\n').map(inert).join('\n'),
    };
    // A dot in a name would mean a place in a nested object.
    const name = rest.message.replaceAll('.', '');
    try {
      const answers = await prompt({ ...rest, name, theme: createTheme(help, colour) });
      return answers[name] as never;
    } catch (error) {
      if (error instanceof Error && stops.has(error.name)) throw new Cancelled('stopped at a prompt');
      throw error;
    }
  };
  let hint = ' Enter takes what is in brackets, Tab edits it, Backspace clears it.';
  return {
    text: async ({ message, help, initial, check }) => {
      const once = initial === '' ? '' : hint;
      if (once !== '') hint = '';
      return ask({ type: 'input', message, help: `${help}${once}`, default: initial, validate: check });
    },
    choose: async ({ message, help, initial, choices }) =>
      ask({
        type: 'select',
        message,
        help,
        default: initial,
        choices: choices.map(toChoice),
        pageSize: 12,
        loop: false,
      }),
    chooseMany: async ({ message, help, initial, choices, check }) =>
      ask({
        type: 'checkbox',
        message,
        help,
        loop: false,
        choices: choices.map((choice) => ({ ...toChoice(choice), checked: initial.includes(choice.value) })),
        validate: (chosen: readonly { readonly value: string }[]) => check(chosen.map(({ value }) => value)),
      }),
    confirm: async ({ message, help, initial }) => ask({ type: 'confirm', message, help, default: initial }),
  };
}

/** Names of what inquirer throws on Ctrl-C, on the end of input, and when it is told to stop. */
const stops: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

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
  return { value, name, short: name, ...(help === undefined ? {} : { description: `  ${inert(help)}` }) };
}

/** The help stands in a line under the question and goes when it is answered. */
function createTheme(help: string, colour: boolean): object {
  const dim = (text: string): string => (colour ? `\u001B[2m${text}\u001B[22m` : text);
  const bold = (text: string): string => (colour ? `\u001B[1m${text}\u001B[22m` : text);
  const message = (text: string, status: string): string =>
    status === 'done' ? bold(text) : `${bold(text)}\n  ${dim(breakLines(help))}\n `;
  return colour ? { style: { message } } : { ...plainTheme, style: { ...plainTheme.style, message } };
}

/** Between words, with the indent that the first line has: inquirer would break inside of them. */
function breakLines(text: string): string {
  // A terminal that does not know its width says 0.
  const columns = (process.stdout.columns ?? 0) > 0 ? process.stdout.columns : 80;
  const width = Math.max(Math.min(columns, 100) - 4, 20);
  return text.replaceAll(new RegExp(String.raw`(.{1,${width}})(?:\s+|$)`, 'g'), '$1\n  ').trimEnd();
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
    error: (text: string) => `! ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    keysHelpTip: (keys: readonly (readonly [string, string])[]) =>
      keys.map(([key, action]) => `${key} ${action}`).join(', '),
  },
};
