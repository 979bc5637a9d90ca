import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { readMarkdown } from '../../../src/engine/render/escape-markdown.ts';
import { languageOf, printValue } from '../../../src/engine/render/escape.ts';

test.each([
  ['dockerfile', 'a "b" $c \\', String.raw`"a \"b\" \$c \\"`],
  ['yaml', 'yes', '"yes"'],
  ['yaml', '1.10', '"1.10"'],
  ['yaml', 'plain-text', 'plain-text'],
  ['shell', "it's", String.raw`'it'\''s'`],
  ['shell', '-rf', "'-rf'"],
  ['markdown', '<!-- x -->', String.raw`\<\!-- x -->`],
  [
    'markdown',
    '1. snake_case, a & b, mean (sd): 50% - "quoted" @me &amp; http://x.org www.x.org _em_',
    '1\\. snake_case, a & b, mean (sd): 50% - "quoted" `@me` `&amp`; `http://x.org` www\\.x.org \\_em\\_',
  ],
  ['markdown', '- a\n- b', String.raw`\- a&#10;- b`],
  // What a person copies from the source stands there as it is.
  ['markdown', 'r-ver:4.5.3@sha256:ab, pydicom>=3', '`r-ver:4.5.3@sha256:ab`, pydicom>=3'],
  ['markdown', 'Ada Lovelace <ada@example.org>', 'Ada Lovelace `<ada@example.org>`'],
  ['markdown', 'ENTRYPOINT ["python3", "/app/$X"] needs (a*b).', 'ENTRYPOINT ["python3", "`/app/$X`"] needs (`a*b`).'],
  ['markdown', 'x:$TAG is `a|b` ## 5 * 3 < 20', '`x:$TAG` is \\`a\\|b\\` \\## 5 * 3 < 20'],
] as const)('%s prints %j as %s', (language, value, printed) => {
  expect(printValue(language, value)).toBe(printed);
});

/** Whatever means something in Markdown, in words and out of them. */
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'\\`*_{}[]()<>#+-.!|~$&@:;,?"\'=^/% '.split(''), 'a', '1', 'é', '\u00A0', '\n', '\u2028'),
      fc.constantFrom(
        '["',
        '"]',
        '](',
        '<!--',
        '-->',
        'http://x.org',
        'www.x.org',
        '&amp;',
        'a@b.org',
        '```',
        '---',
        '[x]',
        '**',
      ),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join('').trim());

test.each([
  ['a paragraph', '%'],
  ['a row of a table', '| a | b |\n| --- | --- |\n| `c` | % |'],
  ['an item of a list', '- [ ] **must** [x](https://x.org) — % in `code` **bold** <!-- rule:x -->'],
  ['a heading', '# Of %'],
] as const)('any text stays text in %s of Markdown', (_, page) => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const tokensOf = (text: string): { readonly type: string; readonly content: string }[] =>
    markdown
      .parse(
        page.replace('%', () => text),
        {},
      )
      .flatMap((token) => (token.type === 'inline' ? (token.children ?? []) : [{ type: token.type, content: '' }]));
  const shapeOf = (text: string): readonly string[] =>
    tokensOf(text)
      .map(({ type }) => (type === 'code_inline' ? 'text' : type))
      .filter((type, index, all) => type !== 'text' || all[index - 1] !== 'text');
  const wordsOf = (text: string): string =>
    tokensOf(text)
      .map(({ content }) => content)
      .join('');
  fc.assert(
    fc.property(markup, (text) => {
      fc.pre(text !== '');
      const printed = printValue('markdown', text);
      expect(shapeOf(printed)).toEqual(shapeOf('word'));
      expect(wordsOf(printed)).toBe(wordsOf('word').replace('word', () => text));
      expect(readMarkdown(printed)).toBe(text);
      expect(printed).not.toMatch(/<!--/);
    }),
    { numRuns: 500, examples: [['["]:\\'], ['["a b]:\\'], ['[a]: b'], ['x ["a]:']] },
  );
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
  expect(() => languageOf('src/main.m')).toThrow('src/main.m');
});

test('prose that is taken as it stands is the same word by word', () => {
  const piece = fc.constantFrom(...'aZ09 ,;.%=\'"()/?!-:_#*>[]'.split(''), 'www.', 'http://', '1.', '- ', '== ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      // A lone tilde between blanks is no mark-up, and no usual prose: the words before it are looked at one by one.
      if (text.trim() === '') return;
      expect(`${printValue('markdown', text)} ~`).toBe(printValue('markdown', `${text} ~`));
    }),
    { numRuns: 5000 },
  );
});
