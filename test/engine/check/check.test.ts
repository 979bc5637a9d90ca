import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import type { CheckedRule, Rule, Verdict } from '../../../src/model/check/rule.ts';
import noDataFiles from '../../../src/rules/no-data-files.ts';
import { alsoUnknown, joinUnknown, unknown } from '../../../src/model/check/verdicts.ts';
import { factsOf } from '../../helpers/project.ts';

const text = {
  group: 'base',
  severity: 'error',
  force: 'must',
  summary: 'S',
  rationale: 'R.',
  source: { document: 'D', heading: 'H', link: 'https://example.org' },
} as const;
const example = [{ title: 't', files: {} }] as const;
const rule = (id: string, verdict: () => Verdict): CheckedRule => ({
  ...text,
  id,
  kind: 'checked',
  check: verdict,
  good: example,
  bad: example,
});
const failing = rule('bad-thing', () => ({
  verdict: 'fail',
  findings: [
    { message: 'second', location: { file: 'Dockerfile', line: 4 } },
    { message: 'first', location: { file: 'Dockerfile', line: 2 } },
  ],
}));
const human: Rule = { ...text, id: 'ask-somebody', kind: 'human', question: 'Who?', who: 'project' };

const waiver =
  'waivers:\n  - rule: bad-thing\n    reason: the base forces it\n    by: A. Person\n    date: 2026-11-23\n';

test('one result a finding, in order of place', async () => {
  const report = check(await factsOf({}), [failing]);
  expect(report.results.map((result) => `${result.verdict} ${result.message}`)).toEqual(['fail first', 'fail second']);
  expect(report.summary).toEqual({ pass: 0, fail: 2, notApplicable: 0, unknown: 0, waived: 0, human: 0 });
});

test('a question to people is never passed', async () => {
  expect(check(await factsOf({}), [human]).results[0]).toMatchObject({
    verdict: 'human',
    message: 'Who?',
    reason: 'answered by: project',
  });
});

test('of a part of a project no waiver is called needless, since another image may need it', async () => {
  const none = rule('bad-thing', () => ({ verdict: 'notApplicable', reason: 'nothing' }));
  const facts = await factsOf({ '.tre-container.yml': waiver });
  expect(check(facts, [none]).waiverProblems).toHaveLength(1);
  expect(check({ ...facts, beside: [] }, [none]).waiverProblems).toEqual([]);
});

test('what could not be judged keeps what would let it be', async () => {
  const open = rule('open', () => ({ verdict: 'unknown', reason: 'not seen', fix: 'name it' }));
  expect(check(await factsOf({}), [open]).results[0]).toMatchObject({ verdict: 'unknown', fix: 'name it' });
});

test('a rule that breaks is unknown, and the others go on', async () => {
  const broken = rule('broken', () => {
    throw new Error('boom');
  });
  expect(check(await factsOf({}), [broken, failing]).summary).toMatchObject({ unknown: 1, fail: 2 });
});

test('what was not judged before the time was over is unknown, and says so; questions to people stay', async () => {
  let asked = 0;
  const report = check(
    await factsOf({}),
    [failing, rule('late-thing', () => ({ verdict: 'notApplicable', reason: 'r' })), human],
    'waivers count',
    {
      isOver: () => {
        asked += 1;
        return asked > 1;
      },
    },
  );
  expect(report.results.map(({ rule: id, verdict }) => `${id} ${verdict}`)).toEqual([
    'bad-thing fail',
    'bad-thing fail',
    'late-thing unknown',
    'ask-somebody human',
  ]);
  expect(report.results[2]?.reason).toContain('the time for one target was over');
});

test('a waiver of the project file covers every finding and shows who and when', async () => {
  const report = check(await factsOf({ '.tre-container.yml': waiver }), [failing]);
  expect(report.results.map((result) => result.verdict)).toEqual(['waived', 'waived']);
  expect(report.results[0]?.reason).toBe('the base forces it (A. Person, 2026-11-23)');
  expect(report.waiverProblems).toEqual([]);
});

test('a waiver with a path covers that file only', async () => {
  const report = check(await factsOf({ '.tre-container.yml': `${waiver}    path: other\n` }), [failing]);
  expect(report.summary.waived).toBe(0);
  expect(report.waiverProblems[0]?.what).toBe(
    'the waiver for "bad-thing" is for other, and what is found is at Dockerfile: if it is meant for that, write path: Dockerfile',
  );
});

test('a waiver that misses its file is told the file, and not the place of all of its kind', async () => {
  const waived = `waivers:\n  - {rule: no-data-files, path: src/icd.csv, reason: r, by: A, date: 2026-11-23}\n`;
  const report = check(
    await factsOf({
      Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/icd10.csv /opt/\n',
      'src/icd10.csv': 'code,label\nA,b\n',
      '.tre-container.yml': waived,
    }),
    [noDataFiles],
  );
  expect(report.waiverProblems[0]?.what).toMatch(/is for src\/icd\.csv, .* write path: src\/icd10\.csv$/);
});

test('a comment covers the instruction below it, all of its lines', async () => {
  const report = check(
    await factsOf({ Dockerfile: 'FROM a\n# tre-container ignore=bad-thing -- because\nRUN x \\\n  y\n' }),
    [failing],
  );
  expect(report.results.map((result) => `${result.verdict} ${result.message}`)).toEqual([
    'fail first',
    'waived second',
  ]);
  expect(report.results[1]?.reason).toBe('because (comment at Dockerfile:2)');
});

test.each([
  ['Dockerfile', 'FROM a\n# tre-container ignore=bad-thing\nRUN x\n', 'gives no reason'],
  ['.tre-container.yml', 'waivers:\n  - rule: bad-thing\n    reason: x\n', 'has no by, date'],
  ['.tre-container.yml', 'waivers: {a: [', 'is not valid YAML'],
  ['.tre-container.yml', 'waivers: - rule: x\n', 'begins with "- " stands on a line of its own'],
  ['.tre-container.yml', 'waivers: yes please\n', 'is not a list'],
  ['.tre-container.yml', 'waivers:\n  - just text\n', 'is not a mapping'],
  ['.tre-container.yml', waiver.replace('2026-11-23', 'today'), 'write it as YYYY-MM-DD'],
  ['.tre-container.yml', `${waiver}    until: never\n`, 'unknown key "until"'],
  ['.tre-container.yml', waiver.replace('bad-thing', 'bad-thin'), 'there is no rule "bad-thin"'],
  ['.tre-container.yml', waiver.replace('bad-thing', 'ask-somebody'), 'no waiver answers'],
])('a waiver that does not count is named: %s %j', async (file, content, what) => {
  const report = check(await factsOf({ [file]: content }), [failing, human]);
  expect(report.summary.waived).toBe(0);
  expect(report.waiverProblems.map((problem) => problem.what).join()).toContain(what);
});

test('a waiver with several faults is told all of them at once', async () => {
  const broken = 'waivers:\n  - {rule: bad-thin, reason: r, date: today, until: never}\n';
  const report = check(await factsOf({ '.tre-container.yml': broken }), [failing, human]);
  expect(report.waiverProblems.map(({ what }) => what)).toEqual([
    'waiver for "bad-thin" has the unknown key "until", and has no by, and has the date "today" (write it as YYYY-MM-DD); it needs rule, reason, by and date (YYYY-MM-DD); path is optional; and there is no rule "bad-thin": did you mean "bad-thing"?',
  ]);
});

test('a waiver counts by rule, file and lines, each one that covers the same; the first written gives its reason', async () => {
  const report = check(
    await factsOf({
      Dockerfile:
        'FROM a\n# tre-container ignore=bad-thing -- first\n# tre-container ignore=bad-thing -- also\nRUN a\n# tre-container ignore=bad-thing -- elsewhere\nRUN b\n',
      '.tre-container.yml': `${waiver}    path: other\n`,
    }),
    [
      rule('bad-thing', () => ({
        verdict: 'fail',
        findings: [
          { message: 'waived', location: { file: 'Dockerfile', line: 4 } },
          { message: 'not', location: { file: 'Dockerfile', line: 1 } },
        ],
      })),
    ],
  );
  expect(report.results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['fail', undefined],
    ['waived', 'first (comment at Dockerfile:2)'],
  ]);
  expect(report.waiverProblems.map(({ location }) => location)).toEqual([
    { file: '.tre-container.yml', line: 2 },
    { file: 'Dockerfile', line: 5 },
  ]);
});

test('thousands of idle waivers are a hundred, and a number', async () => {
  const comments = '# tre-container ignore=bad-thing -- r\n'.repeat(5000);
  const { waiverProblems } = check(await factsOf({ Dockerfile: `FROM a\n${comments}` }), [
    rule('bad-thing', () => ({ verdict: 'pass', proof: 'none-found', evidence: [{ text: 'x' }] })),
  ]);
  expect(waiverProblems).toHaveLength(101);
  expect(waiverProblems.at(-1)).toEqual({
    what: 'from here on, 4900 waivers do nothing either',
    location: { file: 'Dockerfile', line: 102 },
  });
});

const foundAt = (line: number) => ({ message: `at ${line}`, location: { file: 'Dockerfile', line } });

test('of thousands of findings of one rule a thousand are told, and a number', async () => {
  const many = rule('bad-thing', () => ({
    verdict: 'fail',
    findings: [foundAt(1), ...Array.from({ length: 4999 }, (_, index) => foundAt(index + 2))],
  }));
  const { results, summary } = check(await factsOf({ Dockerfile: 'FROM a\n' }), [many]);
  expect(results).toHaveLength(1001);
  expect(summary.fail).toBe(1001);
  expect(results.at(-1)).toMatchObject({
    verdict: 'fail',
    message: 'from here on, 4000 more: at 1001',
    location: { line: 1001 },
  });
});

const place = (line: number): { readonly file: string; readonly line: number } => ({ file: 'main.py', line });

test('all that is unknown of a rule is in its one result, and what a waiver names apart', async () => {
  const open = rule('bad-thing', () =>
    joinUnknown([1, 2, 2, 3].map((line) => unknown(`model ${String(line)}`, place(line))))!,
  );
  const { results, summary } = check(await factsOf({}), [open]);
  expect(results).toMatchObject([
    {
      reason: 'model 1',
      location: place(1),
      others: [
        { reason: 'model 2', location: place(2) },
        { reason: 'model 3', location: place(3) },
      ],
    },
  ]);
  expect(summary.unknown).toBe(1);
  const waived = check(await factsOf({ '.tre-container.yml': waiver.replace(/\n$/, '\n    path: main.py\n') }), [open]);
  expect(waived.results.map(({ verdict }) => verdict)).toEqual(['waived', 'waived', 'waived']);
});

test('a waiver of the first unknown hides none of the others', async () => {
  const open = rule('bad-thing', () =>
    joinUnknown([unknown('model 1', place(1)), unknown('model 2', { file: 'other.py', line: 2 })])!,
  );
  const { results } = check(await factsOf({ '.tre-container.yml': waiver.replace(/\n$/, '\n    path: main.py\n') }), [
    open,
  ]);
  expect(results.map(({ verdict, location }) => [verdict, location?.file])).toEqual([
    ['unknown', 'other.py'],
    ['waived', 'main.py'],
  ]);
});

test('beside a finding only what is unknown elsewhere is said, each once, and passwords in it are not shown', async () => {
  const found = { verdict: 'fail', findings: [{ message: 'f', location: place(1) }] } as const;
  const doubts = joinUnknown([unknown('a', place(1)), unknown('b', place(2)), unknown('https://u:pw@x.org', place(3))]);
  const { results } = check(await factsOf({}), [rule('r', () => alsoUnknown(found, doubts))]);
  expect(results.map(({ verdict, location, others }) => [verdict, location?.line, others?.length])).toEqual([
    ['fail', 1, undefined],
    ['unknown', 2, 1],
  ]);
  expect(JSON.stringify(results)).not.toContain('pw');
  expect(alsoUnknown(found, unknown('a', place(1)))).toBe(found);
});
