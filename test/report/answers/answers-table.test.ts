import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { questions } from '../../../src/catalog/questions.ts';
import { contextOf } from '../../../src/engine/answers/answer-inputs.ts';
import { formatAnswersTable } from '../../../src/report/answers/answers-table.ts';

const context = contextOf({ questions, bases: Object.values(bases), surroundings: { folder: 'x' }, given: [] }, {});

test('the table in the documentation is the one that the questions make', async () => {
  const page = readFileSync('docs/answers.md', 'utf8');
  const [head = '', rest = ''] = page.split('<!-- table -->');
  const [, tail = ''] = rest.split('<!-- /table -->');
  await expect(
    `${head}<!-- table -->\n${formatAnswersTable(questions, context)}\n<!-- /table -->${tail}`,
  ).toMatchFileSnapshot('../../../docs/answers.md');
});

test('every answer has a row, and no cell breaks the table', () => {
  const rows = formatAnswersTable(questions, context).split('\n');
  expect(rows).toHaveLength(Object.keys(questions).length + 2);
  for (const row of rows) expect(row.replaceAll(String.raw`\|`, '').split('|')).toHaveLength(7);
});
