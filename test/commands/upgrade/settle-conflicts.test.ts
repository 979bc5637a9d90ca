import { expect, test } from 'vitest';
import { createChoices, settleConflicts } from '../../../src/commands/upgrade/settle-conflicts.ts';
import type { PlanEntry } from '../../../src/model/upgrade/plan.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { scriptedAsker } from '../../fakes/asker.ts';

const side = (text: string): { readonly text: string; readonly executable: boolean } => ({ text, executable: false });

const conflict = (path: string): PlanEntry => ({
  path,
  action: 'conflict',
  reason: 'both changed it',
  ownership: 'shared',
  current: side('mine'),
  choices: { yours: side('mine'), theirs: side('theirs') },
});

const plan = ['a', 'b', 'c', 'd'].map(conflict);

test('whoever leaves the rest as it is, is asked about no further file', async () => {
  const { asker, seen } = scriptedAsker({ 'a exists and differs': ['theirs'], 'b exists and differs': ['rest'] });
  const settled = await settleConflicts(plan, 'ask', asker, catchEnvironment().terminal, createChoices);
  expect(settled?.map(({ action }) => action)).toEqual(['update', 'keep', 'keep', 'keep']);
  expect(seen.map(({ message }) => message)).toEqual(['a exists and differs', 'b exists and differs']);
});

test('a file that cannot stay is asked about all the same, and the last one has no rest', async () => {
  const { asker, seen } = scriptedAsker({ 'a exists and differs': ['rest'], 'd exists and differs': ['theirs'] });
  const options = createChoices.map((each) => (each.value === 'yours' ? { ...each, notFor: 'd' } : each));
  const settled = await settleConflicts(plan, 'ask', asker, catchEnvironment().terminal, options);
  expect(settled?.map(({ action }) => action)).toEqual(['keep', 'keep', 'keep', 'update']);
  expect(seen.at(-1)?.choices).toEqual(['theirs', 'diff', 'abort']);
});
