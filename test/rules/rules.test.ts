import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

const checked = rules.filter((rule): rule is CheckedRule => rule.kind === 'checked');

test('every file in rules/ is a rule in the list, under its own name', () => {
  const files = readdirSync(new URL('../../src/rules/', import.meta.url))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, ''));
  expect(rules.map((rule) => rule.id).toSorted()).toEqual(files.toSorted());
});

test('what a person reads of a rule is complete', () => {
  for (const rule of rules) {
    expect(rule.id).toMatch(/^[a-z]+(?:-[a-z0-9]+)+$/);
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/^[A-Z`].*\.$/);
    expect(rule.source.link).toMatch(/^https:\/\//);
  }
});

describe.each(checked)('$id', (rule) => {
  test.each(rule.good)('passes: $title', async (example) => {
    expect(rule.check(await factsOf(example.files))).toMatchObject({ verdict: 'pass' });
  });

  test.each(rule.bad)('fails: $title', async (example) => {
    const said = rule.check(await factsOf(example.files));
    // With what could not be judged beside it.
    const verdict = said.verdict === 'several' ? (said.verdicts[0] ?? said) : said;
    expect(verdict).toMatchObject({ verdict: 'fail' });
    for (const finding of verdict.verdict === 'fail' ? verdict.findings : []) {
      expect(finding.message).toMatch(/^[^\n]+[^.\n]$/);
      const lines = example.files[finding.location?.file ?? '']?.split('\n').length ?? Infinity;
      expect(lines).toBeGreaterThanOrEqual(finding.location?.line ?? 1);
    }
  });
});
