import { expect, test } from 'vitest';
import { readWaiverFile } from '../../../src/parse/records/waiver-file.ts';
import { factsOf } from '../../helpers/project.ts';

const entry = (reason: string, by: string): string =>
  `waivers:\n  - rule: no-data-files\n    reason: ${reason}\n    by: ${by}\n    date: 2026-11-23\n`;

test('a waiver with the words of the example gives no reason, and is told so', async () => {
  expect(readWaiverFile('.tre-container.yml', entry('codes of diseases', 'Ann Smith')).waivers).toHaveLength(1);
  const { waivers, problems } = readWaiverFile(
    '.tre-container.yml',
    entry('why this is right here', 'Name of a person'),
  );
  expect(waivers).toEqual([]);
  expect(problems.map(({ what }) => what)).toEqual([
    'waiver for "no-data-files" has the words of the example as reason and by: write your own',
  ]);
});

const countWaivers = async (reason: string): Promise<number> => {
  const dockerfile = `FROM alpine\n# tre-container ignore=grouped-run -- ${reason}\nRUN a\n`;
  return (await factsOf({ Dockerfile: dockerfile })).waivers.waivers.length;
};

test('so does a comment', async () => {
  expect(await countWaivers('why this is right here')).toBe(0);
  expect(await countWaivers('two users need it')).toBe(1);
});
