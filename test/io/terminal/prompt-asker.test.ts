import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createAsker, type Prompt } from '../../../src/io/terminal/prompt-asker.ts';
import { Cancelled, StepBack } from '../../../src/model/errors.ts';

type Asked = Readonly<Record<string, unknown>>;

function recorded(
  answer: unknown,
  colour = false,
): { readonly asker: ReturnType<typeof createAsker>; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const prompt: Prompt = async (question) => {
    asked.push(question);
    return { [question.name]: answer };
  };
  return { asker: createAsker(prompt, colour), asked };
}

test.each(['ExitPromptError', 'AbortPromptError', 'CancelPromptError'])(
  '%s means that the person stopped',
  async (name) => {
    const asker = createAsker(async () => {
      throw Object.assign(new Error('stop'), { name });
    }, false);
    await expect(asker.confirm({ message: 'm', help: 'h', initial: true })).rejects.toThrow(Cancelled);
  },
);

test('any other failure of a prompt stays what it is', async () => {
  const asker = createAsker(async () => {
    throw new TypeError('broken');
  }, false);
  await expect(asker.confirm({ message: 'm', help: 'h', initial: true })).rejects.toThrow(TypeError);
});

const notB = (values: readonly string[]): string | true => (values.includes('b') ? 'not b' : true);

test('several choices are checked by their values and start with those that hold', async () => {
  const { asker, asked } = recorded(['a']);
  expect(
    await asker.chooseMany({
      message: 'm',
      help: 'h',
      initial: ['b'],
      choices: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
      check: notB,
    }),
  ).toEqual(['a']);
  const [question] = asked as unknown as [{ choices: object[]; validate: (chosen: object[]) => unknown }];
  expect(question.choices).toEqual([
    { value: 'a', name: 'A', short: 'A', checked: false },
    { value: 'b', name: 'B', short: 'B', checked: true },
  ]);
  expect(question.validate([{ value: 'b' }])).toBe('not b');
  expect(question.validate([{ value: 'a' }])).toBe(true);
});

test('the keys of a text prompt are explained once, and how it is emptied each time', async () => {
  const { asker, asked } = recorded('x');
  const ask = async (initial: string) => asker.text({ message: 'm', help: 'Help.', initial, check: () => true });
  await ask('');
  await ask('one');
  await ask('two');
  const lines = asked.map((question) =>
    (question['theme'] as { style: { message: (text: string, status: string) => string } }).style.message('m', 'idle'),
  );
  expect(lines).toEqual([
    'm\n  Help.\n ',
    'm\n  Help. Enter takes what is in brackets, Tab edits it, Backspace clears it.\n ',
    'm\n  Help. Backspace clears it.\n ',
  ]);
});

interface Shown {
  readonly validate: (chosen: object) => unknown;
  readonly choices: readonly { readonly value: string }[];
  readonly theme: { readonly style: Readonly<Record<'error' | 'defaultAnswer' | 'message', (text: string) => string>> };
}

const someChosen = (values: readonly string[]): string | true => (values.length === 0 ? 'choose one' : true);

test('several choices have a way back, which is no answer', async () => {
  const question = { message: 'm', help: 'h', initial: [], choices: [{ value: 'a', label: 'A' }], back: true };
  const { asker, asked } = recorded(['\n<']);
  await expect(asker.chooseMany({ ...question, check: someChosen })).rejects.toThrow(StepBack);
  const [shown] = asked as unknown as [Shown];
  expect(shown.choices.map(({ value }) => value)).toEqual(['a', '\n<']);
  expect(shown.validate([])).toBe('choose one');
  expect(shown.validate([{ value: '\n<' }])).toBe(true);
  expect(shown).toMatchObject({ shortcuts: { all: null, invert: null } });
});

test('what is refused and what is offered are broken between words too', async () => {
  const { columns } = process.stdout;
  process.stdout.columns = 40;
  const { asker, asked } = recorded('x', true);
  await asker.text({ message: 'm', help: 'h', initial: 'i', check: () => true, back: true });
  const { error, defaultAnswer } = (asked as unknown as [Shown])[0].theme.style;
  const long = 'It takes lower-case letters and digits with single hyphens between';
  for (const text of [error(long), defaultAnswer(long)]) {
    const lines = stripVTControlCharacters(text).split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.length > 40)).toEqual([]);
    expect(
      lines
        .join(' ')
        .replaceAll(/[>()]|\s+/g, ' ')
        .split(' ')
        .filter(Boolean),
    ).toEqual(long.split(' '));
  }
  process.stdout.columns = columns;
});

test('help is broken between words, at the width of the terminal', async () => {
  const { columns } = process.stdout;
  process.stdout.columns = 44;
  const { asker, asked } = recorded('x');
  await asker.text({
    message: 'm',
    help: 'The id that the Safe Haven gave your project; your coordinator knows it.',
    initial: '',
    check: () => true,
  });
  const { style } = (asked[0] as Asked)['theme'] as { style: { message: (text: string, status: string) => string } };
  expect(style.message('m', 'idle')).toBe(
    'm\n  The id that the Safe Haven gave your\n  project; your coordinator knows it.\n ',
  );
  process.stdout.columns = columns;
});

test('without colour no part of a prompt carries an escape code', async () => {
  const { asker, asked } = recorded('a');
  await asker.choose({ message: 'm', help: 'h', initial: 'a', choices: [{ value: 'a', label: 'A', help: 'more' }] });
  const { style, prefix, icon } = (asked[0] as Asked)['theme'] as {
    style: Record<string, (...parts: unknown[]) => string>;
    prefix: object;
    icon: object;
  };
  const { keysHelpTip, ...rest } = style;
  const texts = [
    ...Object.values(rest).map((paint) => paint('text', 'idle')),
    keysHelpTip?.([['up', 'navigate']]),
    JSON.stringify([prefix, icon]),
  ];
  expect(texts.join('')).not.toContain('\u001B');
});

test('a long choice is broken between its words', async () => {
  const { asker, asked } = recorded('a');
  const columns = Object.getOwnPropertyDescriptor(process.stdout, 'columns');
  Object.defineProperty(process.stdout, 'columns', { value: 40, configurable: true });
  try {
    const label = 'decided-at-run: a step that ces/arg-file.txt names at each run';
    await asker.choose({ message: 'm', help: 'h', initial: 'a', choices: [{ value: 'a', label }] });
    const [{ choices }] = asked as unknown as [{ choices: { name: string; short: string }[] }];
    expect(choices[0]?.name).toBe('decided-at-run: a step that\n  ces/arg-file.txt names at each run');
    expect(choices[0]?.short).toBe(label);
  } finally {
    if (columns === undefined) Reflect.deleteProperty(process.stdout, 'columns');
    else Object.defineProperty(process.stdout, 'columns', columns);
  }
});

test('a step back is no answer', async () => {
  const { asker, asked } = recorded('<');
  await expect(asker.text({ message: 'Name', help: 'h', initial: 'x', check: () => true, back: true })).rejects.toThrow(
    StepBack,
  );
  const [{ theme }] = asked as unknown as [{ theme: { style: { answer: (text: string) => string } } }];
  expect(theme.style.answer('<')).toBe('(back)');
});
