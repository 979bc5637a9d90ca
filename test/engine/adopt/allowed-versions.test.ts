import { expect, test } from 'vitest';
import { allows } from '../../../src/engine/adopt/image/choose-image.ts';

test.each([
  ['>=3.9,<3.9.7 || >3.9.7', [9, 10, 12], [8]],
  ['<3.8 | >=3.10', [7, 10], [8, 9]],
  ['>=3.9,!=3.9.7,<3.12', [9, 11], [12]],
  ['>3.9.7', [9, 10], [8]],
  ['<3.9.0', [8], [9]],
  ['!=3.9', [8], [9]],
])('%s', (version, allowed, refused) => {
  expect(allowed.filter((minor) => !allows(version, 3, minor))).toEqual([]);
  expect(refused.filter((minor) => allows(version, 3, minor))).toEqual([]);
});
