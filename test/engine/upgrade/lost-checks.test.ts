import { expect, test } from 'vitest';
import { describeLostChecks } from '../../../src/engine/upgrade/describe-joined-jobs.ts';
import type { PlanEntry } from '../../../src/model/upgrade/plan.ts';

const path = '.github/workflows/container.yml';
const file = (text: string): { readonly text: string; readonly executable: false } => ({ text, executable: false });
const rendered = new Map([[path, file('run: tre-container check .\n')]]);
const entry = (rest: Partial<PlanEntry>): PlanEntry => ({
  path,
  action: 'merge',
  reason: 'r',
  ownership: 'shared',
  current: file('run: make\n'),
  ...rest,
});

test('a pipeline that will start no checker is named, and one that does, or goes, is not', () => {
  const [told = ''] = describeLostChecks([entry({ next: file('run: make\n') })], rendered);
  expect(told).toMatch(/^\.github\/workflows\/container\.yml: .* starts no check .*--on-conflict theirs/);
  expect(describeLostChecks([entry({ action: 'keep' })], rendered)).toHaveLength(1);
  expect(describeLostChecks([entry({ next: file('run: tre-container check .\n') })], rendered)).toEqual([]);
  expect(describeLostChecks([entry({ action: 'delete' })], rendered)).toEqual([]);
  expect(describeLostChecks([entry({ path: 'README.md', next: file('') })], rendered)).toEqual([]);
  expect(describeLostChecks([entry({ next: file('run: |\n  # tre-container check .\n') })], rendered)).toHaveLength(1);
  // Other files only speak of it.
  const page = new Map([['README.md', file('Run tre-container check .\n')]]);
  expect(describeLostChecks([entry({ path: 'README.md', next: file('mine\n') })], page)).toEqual([]);
});
