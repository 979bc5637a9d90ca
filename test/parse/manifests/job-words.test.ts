import { expect, test } from 'vitest';
import { expandWord } from '../../../src/parse/manifests/job-words.ts';

test('a word that variables make longer and longer is not known, and ends nothing', () => {
  const known = new Map([['A', 'x'.repeat(30_000)]]);
  expect(expandWord('$(A)', known)).toEqual({ text: 'x'.repeat(30_000), unknown: [] });
  expect(expandWord('$(A)$(A)', known).unknown).toEqual(['$(A)']);
});
