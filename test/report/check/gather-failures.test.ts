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
  gatherFailures(results).map(({ result, more }) => `${result.location?.file ?? ''} ${result.message}${more}`);

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
  expect(said(many)).toEqual(['a m1', 'a m2 (and 4 more like it)']);
  expect(said(many.slice(0, 3))).toEqual(['a m1', 'a m2', 'a m3']);
  expect(said(many.map((each) => ({ ...each, force: 'should' as const })))).toEqual(['a m1 (and 5 more like it)']);
});

const of = (message: string, fix: string, line: number): RuleResult =>
  failed('x', 'a', { force: 'should', message, fix, location: { file: 'a', line } });

test('what is mended otherwise is not like it', () => {
  const found = [
    of('pandas is asked for twice', 'keep one of the two lines', 1),
    of('numpy = 1.26 has a single =', 'write numpy==1.26, or the name alone', 2),
    of('scipy 1.2 has no ==', 'write scipy==1.2, or the name alone', 3),
    of('lme4 is imported, and nothing installs lme4', 'add lme4 to install_packages.R', 4),
    of('sf is imported, and nothing installs sf', 'add sf to install_packages.R', 5),
    of('no git', 'install git above it', 6),
  ];
  expect(said(found)).toEqual([
    'a pandas is asked for twice',
    'a numpy = 1.26 has a single = (and 1 more like it)',
    'a lme4 is imported, and nothing installs lme4 (and 1 more like it)',
    'a no git',
  ]);
  const further = [of('m', 'take it out', 7), of('n', 'leave it', 8)];
  expect(said([...found, ...further]).at(-1)).toBe('a no git (and 2 more of other kinds)');
});

test('what rules of one kind say of one line stands together', () => {
  expect(said([failed('x', 'a'), failed('y', 'a'), failed('z', 'b'), failed('v', 'a', { group: 'image' })])).toEqual([
    'a x is broken',
    'a y is broken',
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

const fixesOf = (results: readonly RuleResult[]): readonly string[] =>
  gatherFailures(results).map(({ result: { rule, message, fix = '' } }) => `${message} -> ${fix} [${rule}]`);

test('lines that are added to one file are one finding with one fix, of whatever kind', () => {
  const add = (rule: string, line: string, part: Partial<RuleResult> = {}): RuleResult =>
    failed(rule, 'a', { fix: `add the line: ${line}`, ...part });
  expect(
    fixesOf([
      add('x', 'ENV A=1', { group: 'offline', message: 'p is used (m.py:1), but A is not set' }),
      add('y', 'ENV B=2', { group: 'offline', message: 'p is used (m.py:1), but B is not set' }),
      add('z', 'RUN mkdir /c', { group: 'directories' }),
      add('v', 'ENV C=3 D=4', { group: 'directories', force: 'should' }),
    ]),
  ).toEqual([
    'p is used (m.py:1), but A and B are not set; z is broken; v is broken (should) -> add the lines `RUN mkdir /c` and `ENV A=1 B=2 C=3 D=4` [x, y, z, v]',
  ]);
  expect(fixesOf([add('x', 'ENV A=1'), add('y', 'ENV B=2')])).toEqual([
    'x is broken; y is broken -> add the line: ENV A=1 B=2 [x, y]',
  ]);
  const fix = 'add the line: ENV A=1';
  expect(said([failed('x', 'a', { fix }), failed('y', 'b', { fix })])).toHaveLength(2);
});

const named = (rule: string, does: string, fix: string, part: Partial<RuleResult> = {}): RuleResult =>
  failed(rule, 'a', { message: `"p:1" ${does}`, fix, ...part });
const qualified = named('q', 'names no registry', 'write docker.io/library/p:1');
const pinned = named('d', 'has no digest', 'run `tre-container pin`, which asks');

test('what is wrong with the name of one image is one finding, and its fix says nothing twice', () => {
  expect(fixesOf([pinned, qualified])).toEqual([
    '"p:1" has no digest and names no registry -> write docker.io/library/p:1, then run `tre-container pin`, which asks [d, q]',
  ]);
  expect(fixesOf([qualified, pinned, named('n', 'is old', 'name it: docker.io/library/p:2')])).toEqual([
    '"p:1" names no registry, has no digest and is old -> name it: docker.io/library/p:2, then run `tre-container pin`, which asks [q, d, n]',
  ]);
  expect(fixesOf([qualified, pinned, named('n', 'is old', 'start from docker.io/library/p:2@sha256:ab')])).toEqual([
    '"p:1" names no registry, has no digest and is old -> start from docker.io/library/p:2@sha256:ab [q, d, n]',
  ]);
  // Another image, and another line.
  const other = { ...pinned, message: '"p:2" has no digest' };
  expect(fixesOf([qualified, other])).toHaveLength(2);
  expect(fixesOf([qualified, { ...pinned, location: { file: 'a', line: 9 } }])).toHaveLength(2);
});

const should = (rule: string, group: 'base' | 'identity' | 'start'): ReturnType<typeof failed> =>
  failed(rule, 'a', { group, force: 'should' });

test('kinds that one look settles stand together where the TRE does not require them', () => {
  expect(said([should('x', 'base'), should('y', 'identity'), should('z', 'start')])).toEqual([
    'a z is broken',
    'a x is broken',
    'a y is broken',
  ]);
});
