import { describe, expect, test } from 'vitest';
import { printRegion, readRegion } from '../../../src/engine/checklist/checklist-region.ts';

/** As it stands after a renewal, and after another one. */
const renewed = (...lines: readonly string[]): string => {
  const once = printRegion(readRegion(lines));
  const twice = printRegion(readRegion(once.slice(1, -1)));
  expect(twice).toEqual(once);
  return once.join('\n');
};

describe('what looks like a row and is none', () => {
  test.each([
    '- [x] **must** 36. Exact command, proved by a run of today.',
    '* [X] **must** 36. Exact command',
    '1. [x] 36. Exact command',
    '  - [x] **must** 36. Exact command',
    '-  [x] **must** 36. Exact command',
    '-\t[x] **must** 36. Exact command',
    '+ [x]\t**must** 36. Exact command',
    '1)   [X]  36. Exact command',
    '- 1. [x] **must** 36. Exact command',
    '  > - [x] **must** 36. Exact command',
    '  [x] **must** 36. Exact command',
    '- \u00a0[x] **must** 36. Exact command',
    '-\u00a0[x] **must** 36. Exact command',
    '- \u2705 **must** 36. Exact command',
  ])('stands among what people ticked: %s', (line) => {
    const text = renewed('## For a person to answer (1)', '', line, '  my words');
    expect(text.indexOf(line.trim())).toBeGreaterThan(text.indexOf('Ticked by hand (1)'));
  });

  test('a tick of a list below a row stays there', () => {
    const text = renewed('## For a person to answer (0)', '', 'Asked so far:', '  - [x] the head of the ward');
    expect(text).not.toContain('Ticked by hand');
  });
});

describe('what hides a row', () => {
  test.each([
    ['a comment', '<!--', '&lt;!--'],
    ['a fence', '```', '\\```'],
    ['an element', '<details hidden>', '&lt;details hidden>'],
    ['another element', '<div style="display:none">', '&lt;div style="display:none">'],
  ])('is shown as it is written: %s', (_, line, shown) => {
    expect(renewed('## For a person to answer (1)', '', 'Mine:', line)).toContain(`\n${shown}`);
  });

  test.each([['<!-- asked on Monday -->'], ['`a` <details><summary>b</summary>c</details>'], ['1 < 2']])(
    'and what ends stays: %s',
    (line) => {
      expect(renewed('## For a person to answer (1)', '', 'Mine:', line)).toContain(`\n${line}`);
    },
  );
});
