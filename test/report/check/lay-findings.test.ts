import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layFindings } from '../../../src/report/check/lay-findings.ts';
import { shortenWay } from '../../../src/report/check/shorten-way.ts';

const found = `  Dockerfile:10  ${'what is found '.repeat(8)}→ ${'what to do '.repeat(9)}[rule-one, rule-two]`;

test.each([40, 80, 120])('a finding and its fix have rows of their own, at %d columns', (columns) => {
  const rows = layFindings(`Fix first: the TRE requires it\n${found}\n`, columns).split('\n');
  expect(rows.filter((row) => row.length > columns)).toEqual([]);
  const fix = rows.findIndex((row) => row.startsWith('    → what to do'));
  expect(fix).toBeGreaterThan(1);
  expect(rows[1]).toMatch(/^ {2}Dockerfile:10 {2}what/);
  expect(rows.slice(2, fix).filter((row) => !/^ {4}\S/.test(row))).toEqual([]);
  expect(rows.slice(fix + 1, -1).filter((row) => !/^ {6}\S/.test(row))).toEqual([]);
});

test('what fits into a row stays there, also with a place that is as long as a label', () => {
  const short = '  Dockerfile:14  ADD is used where COPY does → write COPY [copy-not-add]\n';
  expect(layFindings(short, 80)).toBe(short);
  expect(layFindings(`  run.py:15  ${'word '.repeat(20)}→ do it`, 60).split('\n')[1]).toMatch(/^ {4}word/);
});

test('without columns each finding is one line', () => {
  expect(layFindings(found, 0)).toBe(found);
});

test('a colour goes with the fix that it begins', () => {
  const painted = `  a:1  ${'word '.repeat(20)}\u001B[36m→ do it\u001B[39m \u001B[2m[rule]\u001B[22m`;
  expect(layFindings(painted, 60).split('\n').at(-1)).toBe('    \u001B[36m→ do it\u001B[39m \u001B[2m[rule]\u001B[22m');
});

/** Without what a broken line has beside its words. */
const lettersOf = (text: string): string => text.replaceAll(/[\s\\]/g, '');

test('no word is lost, whatever a finding says', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 20, max: 130 }), (text, columns) => {
      const line = `  a:1  ${text} → ${text} [rule]`;
      expect(lettersOf(layFindings(line, columns))).toBe(lettersOf(line));
    }),
  );
});

test('of a long way the first step and the last are said', () => {
  expect(shortenWay('asks a server (CMD -> a.sh:1 -> b.py:2 -> c.py:3 -> d.py:4) (also e.py:5)')).toBe(
    'asks a server (CMD -> a.sh:1 -> ... -> d.py:4) (also e.py:5)',
  );
  expect(shortenWay('asks a server (CMD -> a.sh:1 -> d.py:4)')).toBe('asks a server (CMD -> a.sh:1 -> d.py:4)');
  expect(shortenWay('p -> a:1 -> b:2 -> c:3 starts x; besides (p -> d:4 -> e:5 -> f:6)')).toBe(
    'p -> a:1 -> ... -> c:3 starts x; besides (p -> d:4 -> ... -> f:6)',
  );
});
