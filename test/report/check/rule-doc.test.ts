import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../../src/rules/index.ts';
import { formatRuleDoc, formatRulesTable } from '../../../src/report/check/rule-doc.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'rules');

test.each(rules)('docs/rules/$id.md is what the rule says', async (rule) => {
  await expect(formatRuleDoc(rule)).toMatchFileSnapshot(join(folder, `${rule.id}.md`));
});

test('the overview lists every rule', async () => {
  await expect(
    `# Rules\n\nWhat \`tre-container check\` judges, and what it asks of people.\n\n${formatRulesTable(rules, '.')}`,
  ).toMatchFileSnapshot(join(folder, 'README.md'));
});

test('no page is left of a rule that is gone', () => {
  const wanted = new Set(['README.md', ...rules.map(({ id }) => `${id}.md`)]);
  const unused = readdirSync(folder).filter((file) => !wanted.has(file));
  const state = expect.getState() as unknown as { readonly snapshotState: Readonly<Record<string, string>> };
  const removes = state.snapshotState['_updateSnapshot'] === 'all';
  if (removes) for (const file of unused) rmSync(join(folder, file));
  expect(removes ? [] : unused).toEqual([]);
});

test('docs/check.md names every flag and links the rules', async () => {
  const { checkDefinition } = await import('../../../src/commands/check/check-definition.ts');
  const text = readFileSync(join(folder, '..', 'check.md'), 'utf8');
  expect(checkDefinition.flags.map(({ name }) => `--${name}`).filter((flag) => !text.includes(flag))).toEqual([]);
  expect(text).toContain('rules/README.md');
});
