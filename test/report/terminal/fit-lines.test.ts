import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitCommand, fitLines, fitPage } from '../../../src/report/terminal/fit-lines.ts';

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

test('a command of ours that stands alone has one backslash a line, and as it is where it fits', () => {
  expect(fitCommand('  node ../dist/bin/tre-container.js upgrade --undo', 40)).toBe(
    '  node ../dist/bin/tre-container.js \\\n      upgrade --undo',
  );
  expect(fitCommand('  npx tre-container upgrade --undo abcde', 40)).toBe('  npx tre-container upgrade --undo abcde');
});

test('a command of ours in a sentence is not broken in two, where it fits into a line', () => {
  const line = '  the project is not named: ask for it, then tre-container upgrade tre --set project=ID, and again';
  expect(fitLines(line, 50)).toBe(
    '  the project is not named: ask for it, then\n      tre-container upgrade tre --set project=ID,\n      and again',
  );
  const started = 'To fix: name it: node ../dist/bin/tre-container.js upgrade --undo brings it back';
  expect(fitLines(started, 60)).toBe(
    'To fix: name it:\n    node ../dist/bin/tre-container.js upgrade --undo brings\n    it back',
  );
  expect(fitLines('so that it goes on, type npx --yes tre-container check: it tells', 40)).toBe(
    'so that it goes on, type\n    npx --yes tre-container check: it\n    tells',
  );
});

test('a command that is wider than the screen is broken as a shell joins it, and the sentence goes on', () => {
  expect(fitLines('To fix: node ../dist/bin/tre-container.js upgrade --set registry=ghcr.io/OWNER, and look', 40)).toBe(
    'To fix:\n    node ../dist/bin/tre-container.js \\\n    upgrade \\\n    --set registry=ghcr.io/OWNER, and\n    look',
  );
});

test('what stands beside a label goes on below itself', () => {
  expect(fitLines('  data       data/cohort.csv stays out: it lies in data/, where data may lie', 40)).toBe(
    '  data       data/cohort.csv stays out:\n             it lies in data/, where\n             data may lie',
  );
});

test('a label of two words, and a row below it without one, hang alike', () => {
  expect(fitLines('  runs as    a batch job   programs that run from beginning to end', 40)).toBe(
    '  runs as    a batch job   programs that\n             run from beginning to end',
  );
  expect(fitLines('             lookups/icd.csv goes in: its name speaks of it', 40)).toBe(
    '             lookups/icd.csv goes in:\n             its name speaks of it',
  );
});

test('a path that is wider than what is left begins further to the left', () => {
  expect(fitLines('  create    rehearsal/safe_data/measurements.csv', 40)).toBe(
    '  create\n    rehearsal/safe_data/measurements.csv',
  );
});

test('what is wider than the screen stands where its fellows do', () => {
  const digest = `docker.io/library/python@sha256:${'0'.repeat(64)}`;
  expect(fitLines(`    the base ${digest} is old`, 40)).toBe(`    the base\n        ${digest}\n        is old`);
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

test('what stands between backticks can be copied, however many lines it takes', () => {
  const line =
    '  add the lines `RUN mkdir /a /b` and `ENV A=/scratch B=/scratch C=/scratch D=/scratch E=/scratch` [rule]';
  expect(fitLines(line, 44)).toBe(
    [
      '  add the lines `RUN mkdir /a /b` and',
      '      `ENV A=/scratch B=/scratch \\',
      '      C=/scratch D=/scratch E=/scratch`',
      '      [rule]',
    ].join('\n'),
  );
});

test('a page keeps its code and its tables, and breaks what is said between words', () => {
  const page = [
    'Everything that is said of a rule in one long line of words.',
    '- A point that is longer than the screen is wide, too.',
    '```',
    'RUN a line of code that is longer than the screen is wide',
    '```',
    '| a table that is longer | than the screen is wide |',
  ];
  expect(fitPage(page.join('\n'), 32).split('\n')).toEqual([
    'Everything that is said of a',
    'rule in one long line of words.',
    '- A point that is longer than',
    '  the screen is wide, too.',
    ...page.slice(2),
  ]);
  expect(fitPage(page.join('\n'), undefined)).toBe(page.join('\n'));
});

test('what a sentence says that the program did is no command', () => {
  const line =
    "  Dockerfile  the container starts the example that tre-container wrote (src/main.R), and none of the repository's";
  expect(fitLines(line, 80).split('\n', 1)[0]).toBe(
    '  Dockerfile  the container starts the example that tre-container wrote',
  );
});

test('what an option is given in quotes is not broken, however long it is', () => {
  const option = "--set program='julia --project=. scripts/01_clean.jl && julia --project=. scripts/02_model.jl'";
  expect(fitLines(`  ${option}`, 80)).toBe(`  ${option}`);
  const long = `  as the files of this repository call for today: ${option} takes it`;
  expect(
    fitLines(long, 80)
      .split('\n')
      .filter((line) => line.includes(option)),
  ).toHaveLength(1);
});
