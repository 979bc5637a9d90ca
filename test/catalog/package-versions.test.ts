import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packageNotations } from '../../src/catalog/questions/package-notations.ts';

const { pattern, plain } = packageNotations.pip;

test.each([
  '1.0',
  '1.0a1',
  '1.0RC1',
  '1.0-rc.1',
  '1.0-1',
  '1.0a-1',
  '1.0a1-1',
  '1.0.post1',
  '1.0a.dev1',
  '1.0a1.post2.dev3',
  '1!2.0+local.1',
  '1.*',
  'v1.2',
  '1.0r4',
])('%s is a version of pip', (version) => {
  expect([pattern.test(`x==${version}`), pattern.test(`x>=${version},<${version}`)]).toEqual([true, true]);
});

test.each(['1.1O.0', '1..0', 'abc', '1.0foo', '1.0rr.'])('%s is none', (version) => {
  expect(pattern.test(`x==${version}`)).toBe(false);
});

// With two ways to take one character, each of these would take longer than anybody waits.
test.each(['pRE,<0B-', 'a-1,<0', 'rc,<0', 'rc1-1,<0', 'b.dev,<0'])(
  'many versions with %s end, whatever stands behind them',
  (piece) => {
    expect(pattern.test(`i>0,<0B.${piece.repeat(60)}s`)).toBe(false);
  },
);

test('what looks like most requirements is one', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9._ \]\\;@*+!-]{0,6}$/);
  const operator = fc.constantFrom('', '==', '>=', '<=', '~=', '!=', '===', '<', ' == ');
  const number = fc.oneof(word, fc.stringMatching(/^[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}$/));
  fc.assert(
    fc.property(fc.tuple(word, operator, number), (parts) => {
      const entry = parts.join('');
      expect(plain?.test(entry) !== true || pattern.test(entry)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(['pandas', 'pandas==3.0.6', 'zope.interface>=7'].map((entry) => plain?.test(entry))).toEqual([
    true,
    true,
    true,
  ]);
});
