import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { languageOf, printValue } from '../../../src/engine/render/escape.ts';

test.each([
  ['dockerfile', 'a "b" $c \\', String.raw`"a \"b\" \$c \\"`],
  ['yaml', 'yes', '"yes"'],
  ['yaml', '1.10', '"1.10"'],
  ['yaml', 'plain-text', 'plain-text'],
  ['shell', "it's", String.raw`'it'\''s'`],
  ['shell', '-rf', "'-rf'"],
  ['markdown', '<!-- x -->', '&#60;&#33;-- x --&#62;'],
  [
    'markdown',
    '1. snake_case, a & b, mean (sd): 50% - "quoted" @me &amp; http://x.org www.x.org _em_',
    '1&#46; snake_case, a & b, mean (sd): 50% - "quoted" &#64;me &#38;amp; http&#58;//x.org www&#46;x.org &#95;em&#95;',
  ],
  ['markdown', '- a\n- b', '&#45; a&#10;- b'],
] as const)('%s prints %j as %s', (language, value, printed) => {
  expect(printValue(language, value)).toBe(printed);
});

test('any text stays one YAML string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(parse(`key: ${printValue('yaml', text)}\nafter: 1\n`)).toEqual({ key: text, after: 1 });
    }),
  );
});

test('any text stays one JSON value, which Python and R read too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(printValue('json', text))).toBe(text);
    }),
  );
});

test('inert text is never read by YAML as another type', () => {
  for (const text of ['true', 'No', '~', '1e3', '0x1F', '.5', '12:30', 'a:', 'null', '2001-01-01', '=']) {
    expect(parseDocument(`- ${printValue('yaml', text)}`).toJS()).toEqual([text]);
  }
});

test('a language without quotes refuses what is not inert, and no language prints undefined', () => {
  expect(() => printValue('plain', 'a b')).toThrow('cannot be written');
  expect(() => printValue('yaml', undefined)).toThrow('undefined');
  expect(() => printValue('yaml', { a: 1 })).toThrow('{"a":1}');
});

test('the language follows the output path', () => {
  expect(
    ['Dockerfile', '.github/workflows/container.yml', 'ces/run.sh', 'README.md', '.dockerignore'].map(languageOf),
  ).toEqual(['dockerfile', 'yaml', 'shell', 'markdown', 'plain']);
});
