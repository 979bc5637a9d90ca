import { expect, test } from 'vitest';
import { nearestTags } from '../../../src/engine/pin/nearest-tags.ts';

test('a typing error, a version that does not exist and another variant each lead to the tag that was meant', () => {
  const tags = [
    '3.13-slim',
    '3.13',
    '3.14-slim',
    'latest',
    '3.13.15-slim-trixie',
    '3.13.14-slim-trixie',
    '3.13.15-slim-bookworm',
    'windowsservercore',
    '3.1-slim',
  ];
  expect(nearestTags('3.13-slm', tags)[0]).toBe('3.13-slim');
  expect(nearestTags('3.13.16-slim-trixie', tags).slice(0, 2)).toEqual(['3.13.14-slim-trixie', '3.13.15-slim-trixie']);
  expect(nearestTags('3.13-slim', ['3.12-slim', '3.1-slim', '3.13-slim2'], 2)).toEqual(['3.13-slim2', '3.1-slim']);
  expect(nearestTags('x', [])).toEqual([]);
  expect(nearestTags('x', ['a', 'a', 'b'])).toEqual(['a', 'b']);
});
