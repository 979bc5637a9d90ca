import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import { LimitedWork } from '../../../src/engine/check/limited-work.ts';
import { limitWork, spendOn } from '../../../src/model/check/rule-work.ts';
import { rules } from '../../../src/rules/index.ts';
import { factsOf } from '../../helpers/project.ts';

const dockerfile = 'FROM docker.io/library/python:3.13\nCOPY . /app\nENTRYPOINT ["python3", "/app/main.py"]\n';
const reads = (count: number): string =>
  Array.from({ length: count }, (_, at) => `open("x${String(at)}.csv")\n`).join('');

test('a rule that takes more steps than on any project of people is unknown, with the reason, and the others are judged', async () => {
  const facts = await factsOf({
    Dockerfile: dockerfile,
    'main.py': reads(300),
    '.gitignore': Array.from({ length: 5000 }, (_, at) => `a${String(at)}/**/b\n`).join(''),
  });
  const { results } = check(facts, rules);
  const stopped = results.filter(({ reason }) => reason?.startsWith('the rule takes more than') === true);
  expect(stopped.map(({ rule, verdict }) => [rule, verdict])).toEqual([['files-in-image', 'unknown']]);
  expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(5);
});

test('the clock of a target is looked at within a rule, too', () => {
  let isOver = false;
  const work = new LimitedWork(() => isOver);
  for (let at = 0; at < 10; at += 1) work.spend(50_000);
  isOver = true;
  expect(() => {
    work.spend(50_000);
    work.spend(50_000);
  }).toThrow('the time for one target was over while this rule was asked');
});

test('who judges facts without a limit spends nothing', async () => {
  const facts = await factsOf({ Dockerfile: dockerfile });
  expect(() => spendOn(facts, 1e12)).not.toThrow();
  let spent = 0;
  limitWork(facts, { spend: (steps) => (spent += steps) });
  spendOn(facts, 3);
  expect(spent).toBe(3);
});
