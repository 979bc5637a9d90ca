import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswersFile } from '../../../src/parse/answers/answers-file.ts';
import { readPlainAnswers } from '../../../src/parse/answers/plain-answers.ts';
import { UserError } from '../../../src/model/errors.ts';

/** Ends a text so that it is not plain, and says nothing else. */
const forParser = '\n#\t\n';

type Path = readonly (string | number)[];

/** Every path to a value, and one to a value that is not there. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'x']];
  const below = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below, [...path, Array.isArray(value) ? 99 : 'absent']];
}

async function readBy(text: string): Promise<unknown> {
  const { answers, where, problems } = await parseAnswersFile('a.yml', new TextEncoder().encode(text));
  return { answers, problems, places: pathsOf(answers).map((path) => [path, where(path)]) };
}

/** Whether it was plain; where it was, both must have read the same. */
async function compare(text: string): Promise<boolean> {
  const plain = readPlainAnswers(text);
  if (plain === undefined) return false;
  expect(readPlainAnswers(text + forParser)).toBeUndefined();
  const parsed = await readBy(text + forParser).catch((error: unknown) => {
    if (error instanceof UserError) throw new Error(`read as plain, but refused by the parser:\n${text}`);
    throw error;
  });
  expect([text, await readBy(text)]).toEqual([text, parsed]);
  return true;
}

test.each(readdirSync('examples'))('%s is plain, and read as the parser reads it', async (name) => {
  expect(await compare(readFileSync(join('examples', name), 'utf8'))).toBe(true);
});

test.each([
  ['keys in a list', 'models:\n  - id: a/b\n    revision: 86b5e09\n  -   id: c\n      revision: main\nname: x\n'],
  ['a list in the column of its key', 'packages:\n- a\n- b\nname: x\n'],
  ['an empty list', 'models: []\nname: x\n'],
  ['quotes', 'name: "a # b: c"\nproject: \'1\'\npackages:\n  - "true"\n'],
  ['comments and empty lines', '# a\n\nname: x  \n  # b\n\npackages:\n\n  # c\n  - y\n# d\n'],
  ['a colon in a word', 'image: ghcr.io/a:1\n'],
  ['no line end', 'name: x'],
])('%s is plain', async (_, text) => {
  expect(await compare(text)).toBe(true);
});

test.each([
  ['an anchor', 'a: &b c\n'],
  ['an alias', 'a: *b\n'],
  ['a tag', 'a: !x c\n'],
  ['a text that goes on', 'a: b\n  c\n'],
  ['an item that goes on', 'a:\n  - b\n    c\n'],
  ['a text in a block', 'a: |\n  b\n'],
  ['an escape', 'a: "\\n"\n'],
  ['a quote in quotes', "a: 'b''c'\n"],
  ['a tab', 'a:\tb\n'],
  ['a carriage return', 'a: b\r\n'],
  ['a comment behind a text', 'a: b # c\n'],
  ['a number', 'a: 12\n'],
  ['a number of the e form', 'a: 12e3\n'],
  ['a hexadecimal number', 'a: 0xab\n'],
  ['a word of logic', 'a: True\n'],
  ['nothing', 'a: null\n'],
  ['no value', 'a:\n'],
  ['no value before another key', 'a:\nb: c\n'],
  ['a mapping in a value', 'a: b: c\n'],
  ['a mapping below a key', 'a:\n  b: c\n'],
  ['a list in a list', 'a:\n  - - b\n'],
  ['a list on one line', 'a: [b]\n'],
  ['a key twice', 'a: b\na: c\n'],
  ['a key of an item twice', 'a:\n  - b: c\n    b: d\n'],
  ['an item that stands elsewhere', 'a:\n  - b\n - c\n'],
  ['an item below a text', 'a: b\n  - c\n'],
  ['another document', 'a: b\n---\na: c\n'],
  ['a key of logic', 'true: b\n'],
  ['a key in quotes', '"a": b\n'],
  ['a list alone', '- a\n'],
  ['JSON', '{"a": "b"}\n'],
  ['no answer at all', '# a\n'],
  ['a long text', `a: ${'b'.repeat(20_000)}\n`],
])('%s is left to the parser', (_, text) => {
  expect(readPlainAnswers(text)).toBeUndefined();
});

const words =
  String.raw`a b-c 1 1.50 007 -1 1.2.3 0x1F 0o7 12e3 1a 86b5e0 true null ~ 'x''y' "x" -x * &a !t a#b a: [] {} | |- > --- ... # - ? @a %a ${'`'} ' " é .5 .inf << on a,b \ = ..`
    .split(' ')
    .concat('a #b', 'a: b', '[a, b]', '{a: b}', '- a', '"a" b', 'x ', 'a b: c', 'ghcr.io/a:1');
const word = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', 'b-c', '"x"', 'd==1.0') },
  fc.constantFrom(...words),
);
const line = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 0, 2, 2, 2, 3, 4),
    fc.constantFrom('', '', '- ', '- ', '- ', '- - ', '-   '),
    fc.option(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c-d', 'e', 'f') }, word)),
    word,
    fc.constantFrom('', '', '', '', '', ' # c', ' '),
  )
  .map(
    ([depth, item, key, value, end]) => `${' '.repeat(depth)}${item}${key === null ? '' : `${key}: `}${value}${end}`,
  );
const loose = fc.array(
  fc.oneof({ weight: 5, arbitrary: line }, fc.constantFrom('', '   ', '# c', '  # c', 'a:', 'g:', 'h: []')),
  { minLength: 1, maxLength: 5 },
);
/** Mostly of the plain form: blocks, each of which is one or nearly one. */
const block = fc.oneof(
  fc.tuple(fc.constantFrom('k', 'l', 'm', 'n'), word).map(([key, value]) => [`${key}: ${value}`]),
  fc
    .tuple(
      fc.constantFrom('o', 'p', 'q'),
      fc.constantFrom('', '  ', '   '),
      fc.array(word, { minLength: 1, maxLength: 3 }),
    )
    .map(([key, indent, items]) => [`${key}:`, ...items.map((item) => `${indent}- ${item}`)]),
  fc
    .tuple(fc.constantFrom('r', 's'), word, word)
    .map(([key, first, second]) => [`${key}:`, `  - x: ${first}`, `    y: ${second}`, `  -   z: ${second}`]),
  loose,
);
const written = fc.oneof(
  loose,
  fc.array(block, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.flat()),
);

test('what is written at random is read as the parser reads it, or left to it', async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(written, async (lines) => {
      plain += (await compare(lines.join('\n'))) ? 1 : 0;
    }),
    { numRuns: Number(process.env['YAML_RUNS'] ?? 3000) },
  );
  expect(plain).toBeGreaterThan(100);
});
