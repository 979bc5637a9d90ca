import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { languageOf, printValue } from '../../src/engine/escape.ts';

test.each([
  ['dockerfile', 'a "b" $c \\', String.raw`"a \"b\" \$c \\"`],
  ['yaml', 'yes', '"yes"'],
  ['yaml', '1.10', '"1.10"'],
  ['yaml', 'plain-text', 'plain-text'],
  ['shell', "it's", String.raw`'it'\''s'`],
  ['shell', '-rf', "'-rf'"],
  ['markdown', '<!-- x -->', '&#60;&#33;&#45;&#45; x &#45;&#45;&#62;'],
] as const)('%s prints %j as %s', (language, value, printed) => {
  expect(printValue(language, value)).toBe(printed);
});

test('any text stays one YAML string', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(parse(`key: ${printValue('yaml', text)}\nafter: 1\n`)).toEqual({ key: text, after: 1 });
  }));
});

test('any text stays one JSON value, which Python and R read too', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(JSON.parse(printValue('json', text))).toBe(text);
  }));
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
  expect(['Dockerfile', '.github/workflows/container.yml', 'ces/run.sh', 'README.md', '.dockerignore'].map(languageOf)).toEqual(['dockerfile', 'yaml', 'shell', 'markdown', 'plain']);
});
