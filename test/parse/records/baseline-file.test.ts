import { expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { formatBaseline, parseBaseline } from '../../../src/parse/records/baseline-file.ts';

const baseline = {
  version: '0.1.0',
  files: new Map([
    ['b.txt', { text: 'one\ntwo\n', executable: false }],
    ['a/run.sh', { text: '#!/bin/sh\nno newline', executable: true }],
    ['empty', { text: '', executable: false }],
  ]),
  ownership: new Map([
    ['b.txt', 'shared'],
    ['a/run.sh', 'user'],
    ['empty', 'generator'],
  ] as const),
};

test('what was written is read back, byte for byte', () => {
  const read = parseBaseline(formatBaseline(baseline));
  expect(Object.fromEntries(read.files)).toEqual(Object.fromEntries(baseline.files));
  expect(Object.fromEntries(read.ownership)).toEqual(Object.fromEntries(baseline.ownership));
  expect(read.version).toBe('0.1.0');
});

test('the order of files does not depend on the order they came in', () => {
  const turned = { ...baseline, files: new Map([...baseline.files].toReversed()) };
  expect(formatBaseline(turned)).toBe(formatBaseline(baseline));
});

test('one line of a file is one line of the baseline', () => {
  expect(formatBaseline(baseline)).toContain('\n    "two",\n');
});

test.each([
  ['{', /not valid JSON/],
  ['{"version":"1"}', /has no files/],
  ['{"version":"1","files":{"a":{"text":"x"}}}', /files\.a: .* has no ownership/],
  [
    '{"version":"1","files":{"../a":{"text":[],"ownership":"shared"}}}',
    /files\["\.\.\/a"\]: .*no path that was written here/,
  ],
  ['{"version":"1","files":{"/etc/passwd":{"text":[],"ownership":"shared"}}}', /files\["\/etc\/passwd"\]/],
])('a damaged baseline is refused with the way out: %s', (text, what) => {
  expect(() => parseBaseline(text)).toThrow(UserError);
  expect(() => parseBaseline(text)).toThrow(what);
  expect(() => parseBaseline(text)).toThrow(/--rebuild-baseline/);
});
