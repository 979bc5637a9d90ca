import { expect, test } from 'vitest';
import type { Log } from 'sarif';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { isSarif, printSarif, refusedByCodeScanning as refused } from '../helpers/code-scanning.ts';
import { listVariants, readVariant, renderAnswers } from '../helpers/golden.ts';
import { factsOf } from '../helpers/project.ts';

async function sarifOf(files: Readonly<Record<string, string>>): Promise<Log> {
  return printSarif(check(await factsOf(files), rules));
}

test.each(listVariants())('code scanning takes the report on fresh output of %s', async (variant) => {
  const tree = await renderAnswers(await readVariant(variant));
  const log = await sarifOf(Object.fromEntries([...tree].map(([path, { text }]) => [path, text])));
  expect([isSarif(log), isSarif.errors, refused(log)]).toEqual([true, null, []]);
});

test('code scanning takes findings of every rule, and is told of a fault', async () => {
  for (const rule of rules)
    for (const { files } of rule.kind === 'checked' ? rule.bad : []) {
      const log = await sarifOf(files);
      expect([rule.id, isSarif(log), refused(log)]).toEqual([rule.id, true, []]);
      expect(log.runs[0]?.results?.length).toBeGreaterThan(0);
    }
  const log = await sarifOf({ Dockerfile: 'FROM python\n' });
  const [first] = log.runs[0]?.results ?? [];
  if (first !== undefined) first.locations = [];
  expect(refused(log)).toEqual([`place of ${first?.ruleId ?? ''}`]);
});
