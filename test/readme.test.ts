import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bases } from '../src/catalog/bases.ts';
import { questions } from '../src/catalog/questions.ts';
import { rules } from '../src/rules/index.ts';
import { contextOf } from '../src/engine/answers/answer-inputs.ts';
import { formatAnswersTable } from '../src/report/answers/answers-table.ts';
import { formatBasesTable } from '../src/report/answers/bases-table.ts';
import { formatRulesTable } from '../src/report/check/rule-doc.ts';

const file = join(import.meta.dirname, '..', 'README.md');
const context = contextOf({ questions, bases: Object.values(bases), surroundings: { folder: 'x' }, given: [] }, {});

/** The README with a generated region between `<!-- name -->` and `<!-- /name -->` renewed. */
function renew(readme: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = readme.split(start);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`README.md has no region ${name}`);
  return `${before ?? ''}${start}\n${text}\n${end}${after}`;
}

test('the tables of the README are those of the catalogue', async () => {
  const tables = {
    answers: formatAnswersTable(questions, context),
    bases: formatBasesTable(Object.values(bases)),
    rules: formatRulesTable(rules, 'docs/rules'),
  };
  const readme = Object.entries(tables).reduce(
    (text, [name, table]) => renew(text, name, table),
    readFileSync(file, 'utf8'),
  );
  await expect(readme).toMatchFileSnapshot(file);
});
