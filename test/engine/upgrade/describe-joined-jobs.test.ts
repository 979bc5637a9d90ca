import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeJoinedJobs } from '../../../src/engine/upgrade/describe-joined-jobs.ts';
import type { PlanEntry } from '../../../src/model/upgrade/plan.ts';

const path = '.github/workflows/container.yml';
const read = (folder: string): string => readFileSync(`${folder}/${path}`, 'utf8');
const before = read('test/history/0.1.0/python-minimal');
const after = read('test/golden/python-minimal');
const entry = (current: string, next: string | undefined, more: Partial<PlanEntry> = {}): PlanEntry => ({
  path,
  action: 'update',
  reason: '',
  ownership: 'shared',
  current: { text: current, executable: false },
  ...(next === undefined ? {} : { next: { text: next, executable: false } }),
  ...more,
});

test('whoever had two jobs is told what names them elsewhere', () => {
  expect(describeJoinedJobs([entry(before, after)])).toEqual([
    expect.stringContaining(`${path}: its two jobs are one now`),
  ]);
});

test.each<[string, PlanEntry]>([
  ['nothing is written', entry(before, undefined)],
  ['it is left out', entry(before, after, { leftOut: 'pending' })],
  ['it had one', entry(after, `${after}# x\n`)],
  ['both stay', entry(before, `${before}# x\n`)],
])('and nobody where %s', (_when, each) => {
  expect(describeJoinedJobs([each])).toEqual([]);
});
