import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYaml, type LocatedNode } from '../../../src/parse/text/located-yaml.ts';
import { readPlainYaml } from '../../../src/parse/text/plain-yaml.ts';
import { goldenFolder } from '../../helpers/golden.ts';

/** All that a node says, lines of places in its text included. */
function spell(node: LocatedNode): unknown {
  const { text, line, entries, items } = node;
  const places = text === undefined ? [0] : [0, 3, text.length >> 1, text.length];
  return [
    text,
    line,
    places.map((place) => node.lineAt(place)),
    [...entries].map(([key, value]) => [key, spell(value)]),
    items.map(spell),
  ];
}

/** Whether it was plain; where it was, both must have read the same. */
function compare(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  const parsed = parseYaml(text);
  if ('problem' in parsed) throw new Error(`read as plain, but no YAML (${parsed.problem.reason}):\n${text}`);
  expect([text, plain.map(spell)]).toEqual([text, parsed.documents.map(spell)]);
  return true;
}

const generated = readdirSync(goldenFolder, { encoding: 'utf8', recursive: true })
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(goldenFolder, path), 'utf8') }));

test.each(generated)('$path is plain, and read as the parser reads it', ({ text }) => {
  expect(compare(text)).toBe(true);
});

test.each([
  ['an anchor', 'a: &b 1\n'],
  ['an alias', 'a: *b\n'],
  ['a merge key', '<<: x\n'],
  ['a tag', 'a: !x 1\n'],
  ['a text that goes on', 'a: b\n  c\n'],
  ['a text in quotes that goes on', 'a: "b\n  c"\n'],
  ['an escape', 'a: "\\n"\n'],
  ['a tab', 'a:\tb\n'],
  ['a mapping in a value', 'a: b: c\n'],
  ['a list in a list on one line', '- - a\n'],
  ['an explicit key', '? a\n: b\n'],
  ['a directive', '%YAML 1.2\n---\na: b\n'],
  ['keeping', 'a: |+\n  b\n\n'],
  ['an indentation that is told', 'a: |2\n    b\n'],
  ['folding with a line that stands deeper', 'a: >\n  b\n    c\n'],
  ['what stands too deep', 'a: b\n   c: d\n'],
  ['what stands in no column', 'a:\n    b: c\n  d: e\n'],
  ['an unusual number', 'a: 1e3\n'],
  ['no line end', 'a: b'],
  ['nothing', '\n'],
])('%s is left to the parser', (_, text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

const words =
  String.raw`a b-c 1 1.50 007 -1 1.2.3 true null ~ 'x''y' "x" -x * &a !t a#b a: [] {} | |- > >- --- ... # - ? @a %a ${'`'} ' " é .5 0x1F .inf << on a,b \ = ..`
    .split(' ')
    .concat('${{ a.b }}', 'a #b', 'a: b', '[a, b]', '[ "a", 1.0 ]', '{ }', '{a: b}', '- a', '"a" b', 'x ');
const word = fc.oneof({ weight: 2, arbitrary: fc.constantFrom('a', 'b-c', '1', '"x"') }, fc.constantFrom(...words));
const line = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
    fc.constantFrom('', '', '- ', '- - ', '-   '),
    fc.option(fc.oneof(fc.constantFrom('a', 'b', 'c-d'), word)),
    word,
    fc.constantFrom('', ' # c', ' '),
  )
  .map(
    ([depth, item, key, value, end]) => `${'  '.repeat(depth)}${item}${key === null ? '' : `${key}: `}${value}${end}`,
  );
const written = fc.array(
  fc.oneof({ weight: 5, arbitrary: line }, fc.constantFrom('', '   ', '# c', '  # c', 'a:', '  b:', '    c:')),
  {
    minLength: 1,
    maxLength: 5,
  },
);

test('what is written at random is read as the parser reads it, or left to it', () => {
  let plain = 0;
  fc.assert(
    fc.property(written, (lines) => {
      plain += compare(`${lines.join('\n')}\n`) ? 1 : 0;
    }),
    { numRuns: Number(process.env['YAML_RUNS'] ?? 3000) },
  );
  expect(plain).toBeGreaterThan(100);
});

test('what is generated and then spoilt is read as the parser reads it, or left to it', () => {
  const texts = generated.map(({ text }) => text);
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.constantFrom('', ' ', '  ', '\n', ':', '-', '- ', '#', '"', "'", '[', '}', '&', '|', '>', ': ', '\t'),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      (text, spoils) => {
        let spoilt = text;
        for (const [place, inserted] of spoils) {
          const at = place % spoilt.length;
          spoilt = spoilt.slice(0, at) + inserted + spoilt.slice(at + (inserted === '' ? 1 : 0));
        }
        compare(spoilt);
      },
    ),
    { numRuns: Number(process.env['YAML_RUNS'] ?? 3000) / 30 },
  );
  expect(texts.length).toBeGreaterThan(10);
});
