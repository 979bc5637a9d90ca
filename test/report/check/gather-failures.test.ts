import { expect, test } from 'vitest';
import type { RuleResult } from '../../../src/model/check/check-report.ts';
import { gatherFailures } from '../../../src/report/check/gather-failures.ts';

const failed = (rule: string, file: string, part: Partial<RuleResult> = {}): RuleResult => ({
  rule,
  group: 'base',
  verdict: 'fail',
  force: 'must',
  severity: 'error',
  message: `${rule} is broken`,
  location: { file, line: 1 },
  ...part,
});
const said = (results: readonly RuleResult[]): readonly string[] =>
  gatherFailures(results).map((entry) =>
    entry.map(({ result, more }) => `${result.location?.file ?? ''} ${result.message}${more}`).join('; '),
  );

test('what several files share is said once, with the other places', () => {
  expect(said(['a', 'b', 'c'].map((file) => failed('x', file)))).toEqual(['a x is broken (also b:1, c:1)']);
  expect(said(['a', 'b', 'c', 'd', 'e', 'f'].map((file) => failed('x', file)))).toEqual([
    'a x is broken (also b:1 and 4 more)',
  ]);
});

test('a file that several images have is one place', () => {
  expect(said([failed('x', 'a'), failed('x', 'a'), failed('x', 'b'), failed('x', 'b')])).toEqual([
    'a x is broken (also b:1)',
  ]);
});

test('of a rule that the TRE requires three findings are shown, or two of more, of another one, and the rest is counted', () => {
  const many = [1, 2, 3, 4, 5, 6].map((line) =>
    failed('x', 'a', { message: `m${String(line)}`, location: { file: 'a', line } }),
  );
  expect(said(many)).toEqual(['a m1', 'a m2 (and 4 more of this rule)']);
  expect(said(many.slice(0, 3))).toEqual(['a m1', 'a m2', 'a m3']);
  expect(said(many.map((each) => ({ ...each, force: 'should' as const })))).toEqual(['a m1 (and 5 more of this rule)']);
});

test('what rules of one kind say of one line is one entry', () => {
  expect(said([failed('x', 'a'), failed('y', 'a'), failed('z', 'b'), failed('v', 'a', { group: 'image' })])).toEqual([
    'a x is broken; a y is broken',
    'b z is broken',
    'a v is broken',
  ]);
});

test('a download and a start that waits stand before the rest', () => {
  const results = [
    failed('registry', 'a'),
    failed('start', 'a', { group: 'start' }),
    failed('down', 'a', { group: 'offline' }),
  ];
  expect(said(results)).toEqual(['a down is broken', 'a start is broken', 'a registry is broken']);
});

const by = (line: number, words = 'asks a server'): RuleResult =>
  failed('x', 'a', {
    message: `${words} (CMD -> main.py:${String(line)} -> a:${String(line)})`,
    location: { file: 'a', line },
  });
test('what the start reaches by several ways is said once; another way alone is no other finding, other words are', () => {
  expect(said([by(3), by(7)])).toEqual(['a asks a server (CMD -> main.py:3 -> a:3) (also a:7)']);
  expect(said([by(3), by(7, 'loads a model (one)')])).toHaveLength(2);
});

test('lines that are added to one file are one entry, of whatever kind', () => {
  const fix = 'add the line: ENV A=1';
  expect(said([failed('x', 'a', { fix, group: 'offline' }), failed('y', 'a', { fix, group: 'directories' })])).toEqual([
    'a x is broken; a y is broken',
  ]);
  expect(said([failed('x', 'a', { fix }), failed('y', 'b', { fix })])).toHaveLength(2);
});

const should = (rule: string, group: 'base' | 'identity' | 'start'): ReturnType<typeof failed> =>
  failed(rule, 'a', { group, force: 'should' });

test('kinds that one look settles are one entry where the TRE does not require them', () => {
  expect(said([should('x', 'base'), should('y', 'identity'), should('z', 'start')])).toEqual([
    'a z is broken',
    'a x is broken; a y is broken',
  ]);
});
