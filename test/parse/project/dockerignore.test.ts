import { expect, test } from 'vitest';
import fc from 'fast-check';
import { TooMuchWork, WorkBudget } from '../../../src/parse/text/work-budget.ts';
import { compilePattern } from '../../../src/parse/project/file-pattern.ts';
import { isReadDifferently, parseDockerignore } from '../../../src/parse/project/dockerignore.ts';

test.each<[string, string[], string[]]>([
  ['*\n!src\n!Dockerfile', ['data.csv', 'srcx'], ['src/main.py', 'Dockerfile']],
  ['*.csv', ['a.csv'], ['sub/a.csv']],
  ['**/*.csv', ['a.csv', 'sub/deep/a.csv'], ['a.csvx']],
  ['data', ['data', 'data/x/y'], ['sub/data', 'database']],
  ['/data/', ['data/x'], []],
  ['data\n!data/keep.txt', ['data/x'], ['data/keep.txt']],
  ['# comment\n\n  secret  ', ['secret'], ['comment']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['[a-c].txt', ['b.txt'], ['d.txt']],
  ['./x/../y', ['y'], ['x']],
  ['!x\nx', ['x'], []],
  ['a.b', ['a.b'], ['axb']],
  ['[z-a]', [], ['z']],
  ['x/**', ['x/y', 'x/y/z'], ['y']],
  // Moby makes a blank, and a line break, of these.
  [String.raw`\src`, [], ['src/a']],
  [String.raw`s\rc`, [], ['src/a']],
  [String.raw`a\*`, ['a*'], ['ab']],
  // What only some builders leave out, or bring back.
  ['evil\uFEFF', [], ['evil/x']],
  ['\uFEFFevil', [], ['evil/x']],
  ['\uFEFF\uFEFFevil', [], ['evil/x']],
  ['evil\u0085', [], ['evil/x']],
  ['evil\u00A0', [], ['evil/x']],
  [' # evil', [], ['# evil']],
  ['e+vil', [], ['e+vil/x']],
  ['**\n!src\n!e+vil', [], ['evil/x', 'src/a']],
  ['**\n!(evil)', [], ['evil/x']],
  ['**\n!ev{1}il', [], ['evil/x']],
  ['**\n!a|evil', [], ['evil/x']],
  ['größe.csv\r', ['größe.csv'], []],
])('%j', (text, left, kept) => {
  const ignored = parseDockerignore(text, new WorkBudget(1e6, 'test'));
  for (const path of left) expect.soft(ignored(path), path).toBe(true);
  for (const path of kept) expect.soft(ignored(path), path).toBe(false);
});

/** How many steps of a budget a pattern takes for a path. */
function steps(pattern: string, path: string): number {
  let spent = 0;
  const count = { spend: (more: number) => void (spent += more) } as WorkBudget;
  compilePattern(pattern, count)?.(path);
  return spent;
}

test('the way of a pattern through a path is counted, however many stars it has', () => {
  expect(steps('*a*a*a*a*a*a*b', 'a'.repeat(240))).toBeLessThan(16 * 240);
  expect(steps(`${'**/'.repeat(8)}zz*q`, `${'a/'.repeat(60)}f`)).toBeLessThan(14 * 130);
  expect(steps(`${'**/'.repeat(16)}zz*q`, `${'a/'.repeat(120)}f`)).toBeLessThan(22 * 250);
});

test('a budget that is used up ends it', () => {
  expect(() => compilePattern('**/x', new WorkBudget(10, 'test'))?.('a/b/c/d/e/f')).toThrow(TooMuchWork);
});

test('stars in a row are as one, and a pattern that leaves thousands of ways open is soon too much', () => {
  for (const stars of ['*', '**/', '***/', '**/*'])
    expect(steps(stars.repeat(100_000), 'a/b/c')).toBeLessThan(2 * stars.length * 100_000);
  expect(() => compilePattern('*a'.repeat(5000), new WorkBudget(30_000, 'test'))?.('a'.repeat(200))).toThrow(
    TooMuchWork,
  );
});

test('a pattern fits what the expression that moby makes of it fits', () => {
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?', '[ab]', '[^a]', '.', '\\*'))
    .map((parts) => parts.join(''));
  const path = fc.array(fc.constantFrom('a', 'b', 'ab', '/', '.', '*')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, path, (written, name) => {
      const source = written.replaceAll(/\*\*\/?|\*|\?|\[\^?[^\]]*\]|\\.|[.]/g, (found) => {
        if (found === '**/') return '(?:.*/)?';
        if (found === '**') return '.*';
        if (found === '*') return '[^/]*';
        if (found === '?') return '[^/]';
        return found === '.' ? String.raw`\.` : found;
      });
      const expected = new RegExp(`^${source}$`).test(name) ? name.length : -1;
      const fitted = compilePattern(written, new WorkBudget(1e6, 'test'))?.(name) ?? -1;
      expect(fitted === name.length ? fitted : -1).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  'evil\uFEFF',
  '\uFEFF# a mark before a comment',
  ' # x',
  '! x',
  '!e+vil',
  'a(b)',
  'a^b',
  'a$',
  String.raw`\src`,
  'a\u0085',
])('builders may read %j differently', (text) => expect(isReadDifferently(`data\n${text}\n`)).toBe(true));

test.each([
  '# (anything) + \uFEFF',
  '**/*.py[cod]',
  '!src/**',
  '  data  ',
  '.git\r',
  '*~',
  'größe',
  "it's",
  '[^a]*',
  '',
])('all builders read %j alike', (text) => expect(isReadDifferently(`data\n${text}\n`)).toBe(false));
