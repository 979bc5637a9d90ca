import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitCommand, fitLines } from '../../../src/report/terminal/fit-lines.ts';

const width = (line: string): number => line.replaceAll(new RegExp(String.raw`${'\u001B'}\[\d+m`, 'g'), '').length;

test('long lines break between words, with more indent than they began with', () => {
  expect(fitLines('  update  Dockerfile  the template changed, you did not edit it\nshort\n', 40)).toBe(
    '  update  Dockerfile  the template\n      changed, you did not edit it\nshort\n',
  );
});

test('a file or a pipe gets lines as they are', () => {
  const long = 'word '.repeat(100);
  expect(fitLines(long, undefined)).toBe(long);
});

test('colours take no room', () => {
  expect(fitLines(`\u001B[1m${'ab '.repeat(13)}\u001B[22m`, 40)).not.toContain('\n');
});

test('a command can be copied although it is broken', () => {
  expect(fitCommand('  git add Dockerfile README.md requirements.txt src/main.py', 40)).toBe(
    '  git add Dockerfile README.md \\\n      requirements.txt src/main.py',
  );
});

test('nothing is lost, no word is broken, and what can fit does', () => {
  const word = fc.stringMatching(/^[a-z/.-]{1,18}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 40, max: 120 }), (words, columns) => {
      const fitted = fitLines(`  ${words.join(' ')}`, columns);
      expect(fitted.split(/\s+/).filter((each) => each !== '')).toEqual(words);
      for (const line of fitted.split('\n')) expect(width(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
