import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseAnswersFile } from '../../../src/parse/answers/answers-file.ts';
import { UserError } from '../../../src/model/errors.ts';

const read = (text: string) => parseAnswersFile('a.yml', new TextEncoder().encode(text));

async function problemsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const problems = await parseAnswersFile('a.yml', bytes).then(
    (file) => file.problems,
    (reason: unknown) => {
      if (!(reason instanceof UserError)) throw new Error('no UserError', { cause: reason });
      return reason.problems;
    },
  );
  for (const { fix } of problems) expect(fix).toBeTruthy();
  return problems.map(({ where, what }) => `${where ?? ''} ${what}`);
}

test('YAML and JSON say the same, and editors may be given a schema', async () => {
  const expected = { base: 'python', packages: ['a', 'b'], gpu: true, port: 8888 };
  expect(
    (await read('# yaml-language-server: $schema=x\nbase: python\npackages: [a, b]\ngpu: true\nport: 8888\n')).answers,
  ).toEqual(expected);
  expect(
    (await read(`{"$schema": "x", "base": "python", "packages": ["a", "b"], "gpu": true, "port": 8888}`)).answers,
  ).toEqual(expected);
  expect((await read(`\uFEFF${JSON.stringify(expected)}\r\n`)).answers).toEqual(expected);
});

test('yes, no and dates are text, as in YAML 1.2', async () => {
  expect((await read('a: yes\nb: 2024-01-01\nc: 012\n')).answers).toEqual({ a: 'yes', b: '2024-01-01', c: 12 });
});

test.each(['yaml', 'json'])('places in %s are line and column of the key or entry', async (language) => {
  const value = {
    name: 'x',
    models: [
      { id: 'a/b', revision: 'r' },
      { id: 'c', revision: 'r' },
    ],
    packages: ['p', 'q'],
  };
  const text = language === 'json' ? JSON.stringify(value, undefined, 2) : stringify(value);
  const { where } = await read(text);
  const wordAt = (place: string): string => {
    const [, line = 0, column = 0] = place.split(':').map(Number);
    return /^"?([\w{/]+)/.exec((text.split('\n')[line - 1] ?? '').slice(column - 1))?.[1] ?? '';
  };
  expect(wordAt(where(['name']))).toBe('name');
  expect(wordAt(where(['models', 1, 'revision']))).toBe('revision');
  expect(where(['models', 1, 'revision'])).not.toBe(where(['models', 0, 'revision']));
  expect(wordAt(where(['packages', 1]))).toBe('q');
  expect(where(['packages', 1, 'absent'])).toBe(where(['packages', 1]));
  expect(where(['absent'])).toBe('a.yml:1:1');
});

test('any answers survive being written as YAML or JSON and read again', async () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.stringMatching(/^[a-zA-Z]{1,8}$/),
        fc.oneof(leaf, fc.array(leaf), fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), leaf))),
        { minKeys: 1 },
      ),
      async (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect((await read(JSON.stringify(value))).answers).toEqual(plain);
        expect((await read(stringify(value))).answers).toEqual(plain);
      },
    ),
  );
});

describe('what is not an answers file is refused with its place', () => {
  test.each<[string, string | Uint8Array, readonly string[]]>([
    ['empty', '', ['a.yml is empty']],
    ['only comments', '# nothing\n', ['a.yml is empty']],
    ['binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]), ['a.yml is a binary file']],
    ['not UTF-8', new Uint8Array([...new TextEncoder().encode('a: 1\nb: '), 0xe9, 0x0a]), ['a.yml:2 is not UTF-8']],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), ['a.yml is UTF-16, not UTF-8']],
    ['a list', '- a\n', ['a.yml:1:1 does not hold answers by key']],
    ['text', 'hello\n', ['a.yml:1:1 does not hold answers by key']],
    ['a key twice', 'name: a\nbase: python\nname: b\n', ['a.yml:3:1 this key is given twice']],
    ['a key twice in JSON', '{"name": "a",\n "name": "b"}', ['a.yml:2:2 "name" is given twice']],
    ['a key twice inside', '{"models": [{"id": 1, "id": 2}]}', ['a.yml:1:23 "id" is given twice']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['a.yml:2:1 a second document starts here']],
    ['an alias', 'a: &x 1\nb: *x\n', ['a.yml:2:4 *x refers to another place']],
    ['a tag', 'a: !!js/function x\n', ['a.yml:1:4 is not YAML: Unresolved tag: tag:yaml.org,2002:js/function']],
    [
      'broken YAML',
      'a: [1\nb: 2\n',
      ['a.yml:2:1 is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    [
      'a key that is indented',
      'base: python\nname: a\n project: b\n',
      ['a.yml:2:7 is not YAML: the value on this line holds `: `, or a line beside it begins in another column'],
    ],
    [
      'a value with a colon',
      'base: python\nname: a: b\n',
      ['a.yml:2:7 is not YAML: the value on this line holds `: `, or a line beside it begins in another column'],
    ],
    ['a list as a key', '[a]: 1\n', ['a.yml:1:1 is not YAML: With stringKeys, all keys must be strings']],
  ])('%s', async (_title, content, expected) => {
    expect(await problemsOf(content)).toEqual(expected);
  });

  test('an alias bomb, without following it', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at] ?? ''},`.repeat(9)}]`),
    ].join('\n');
    expect(await problemsOf(bomb)).toEqual(['a.yml:2:8 *a refers to another place, and so do 71 more']);
  });

  test.each([
    ['JSON', '{"a":', '[', ']', '}'],
    ['YAML', 'a: ', '[', ']', ''],
  ])('thousands of levels in %s', async (_language, start, open, close, end) => {
    expect((await problemsOf(`${start}${open.repeat(50_000)}${close.repeat(50_000)}${end}`))[0]).toMatch(
      /is nested|brackets are open/,
    );
  });

  test('never with a stack, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string({ maxLength: 100 }).map((text) => new TextEncoder().encode(text)),
        ),
        async (bytes) => {
          const outcome = await parseAnswersFile('a.yml', bytes).catch((error: unknown) => error);
          expect(outcome instanceof UserError || (outcome as { answers?: unknown }).answers instanceof Object).toBe(
            true,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
