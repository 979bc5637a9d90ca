import { expect, test } from 'vitest';
import { nearestWord } from '../../src/shared/nearest-word.ts';

const known = ['name', 'description', 'packages', 'licences', 'runtimes', 'port', 'ci'];

test.each([
  ['nmae', 'name'],
  ['licenses', 'licences'],
  ['package', 'packages'],
  ['Ports', 'port'],
  ['desc', 'description'],
  ['runtime', 'runtimes'],
  ['c', 'ci'],
])('%s is probably %s', (word, meant) => {
  expect(nearestWord(word, known)).toBe(meant);
});

test.each(['zebra', 'x', '', 'q'.repeat(1_000_000)])('%.20s is near to nothing', (word) => {
  expect(nearestWord(word, known)).toBeUndefined();
});

test('without known words nothing is near', () => {
  expect(nearestWord('name', [])).toBeUndefined();
});
