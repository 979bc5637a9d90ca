import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { formatStateFile, parseStateFile } from '../../../src/parse/records/state-file.ts';

function problemOf(text: string): { where?: string; what: string; fix?: string } {
  try {
    parseStateFile(text);
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
  }
  throw new Error('nothing was refused');
}

test('what was recorded is read back', () => {
  const state = { version: '0.1.0', answers: { name: 'x', packages: ['numpy==2'] } };
  expect(parseStateFile(formatStateFile(undefined, state))).toEqual(state);
});

test('entries of other generators stay, in their order', () => {
  const existing =
    '{"generator-a":{"x":1},"generator-tre-container":{"version":"0.0.1","answers":{}},"generator-b":[2]}';
  const text = formatStateFile(existing, { version: '0.2.0', answers: { name: 'n' } });
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['generator-a', 'generator-tre-container', 'generator-b']);
  expect(JSON.parse(text)).toMatchObject({ 'generator-a': { x: 1 }, 'generator-b': [2] });
});

test('a file without our entry, or an empty one, is no project of ours', () => {
  expect(parseStateFile('{"generator-a":{}}')).toBeUndefined();
  expect(parseStateFile('\n')).toBeUndefined();
});

describe('broken JSON is named with its line and column', () => {
  test.each([
    ['{\n  "a": 1,\n}', '.yo-rc.json:3:1'],
    ['{\n<<<<<<< HEAD\n  "a": 1\n}', '.yo-rc.json:2:1'],
    ['{\n  "a": tru\n}', '.yo-rc.json:2:11'],
    ['{\n  "a": [1, 2', '.yo-rc.json:2:13'],
    ["{\n  'a': 1\n}", '.yo-rc.json:2:3'],
    ['{"a": 1} x', '.yo-rc.json:1:10'],
  ])('%j', (text, where) => {
    const problem = problemOf(text);
    expect(problem.where).toBe(where);
    expect(problem.what).toMatch(/^is not valid JSON: /);
    expect(problem.fix).toContain('.yo-rc.json');
  });
});

test.each([
  ['[]', '[] is not a mapping of keys to values'],
  ['{"generator-tre-container": 3}', '3 is not a mapping of keys to values'],
  ['{"generator-tre-container": {"answers": {}}}', '{"answers":{}} has no version'],
  [
    '{"generator-tre-container": {"version": "1.0.0", "answers": null}}',
    'answers: null is not a mapping of keys to values',
  ],
])('a wrong shape is named: %j', (text, what) => {
  expect(problemOf(text).what).toBe(what);
});
