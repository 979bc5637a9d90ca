import { expect, test } from 'vitest';
import { inert } from '../../../src/model/text/inert.ts';

test('blanks that would push what follows to a line of its own are counted', () => {
  expect(inert(`pip install x${' '.repeat(300)}Nothing to fix`)).toBe('pip install x (300 blanks) Nothing to fix');
  expect(inert(`x${'\u3000'.repeat(40)}Nothing to fix`)).toBe('x (40 blanks) Nothing to fix');
  expect(inert('a        b')).toBe('a        b');
});
