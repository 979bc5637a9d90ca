import { expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { check } from '../../src/engine/check/check.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { formatStateFile } from '../../src/parse/records/state-file.ts';
import { rules } from '../../src/rules/index.ts';
import { completeAnswers, readVariant, renderAnswers } from '../helpers/golden.ts';

async function judge(input: Readonly<Record<string, unknown>>) {
  const answers = await completeAnswers(input);
  const tree = await renderAnswers(answers);
  const record = formatStateFile(undefined, { version: '0.1.0', answers: { ...answers } });
  const texts = [...[...tree].map(([path, { text }]) => [path, text] as const), ['.yo-rc.json', record] as const];
  const files = texts.map(([path, text]) => ({ path, size: text.length, executable: false, text }));
  const { results } = check(await parseProject(files, { bases: Object.values(bases) }), rules);
  return { results, checklist: tree.get('CHECKLIST.md')?.text ?? '' };
}

const names = { base: 'python', name: 'lung-ct' };

const unanswered = 'which stands for an answer that nobody gave';

test.each([
  ['with defaults alone', names, unanswered],
  [
    'as 0.1.0 wrote them',
    { ...names, project: 'my-project', registry: 'ghcr.io/my-org' },
    'ghcr.io/my-org, which is a name of examples, and belongs to a stranger',
  ],
])('answers that nobody gave fail the check, and no box of theirs is ticked: %s', async (_, input, ofRegistry) => {
  const { results, checklist } = await judge(input);
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ rule }) => rule).toSorted()).toEqual(['project-named', 'registry-pullable']);
  for (const { rule, message, fix } of failed)
    expect([message, fix]).toEqual([
      expect.stringContaining(rule === 'project-named' ? unanswered : ofRegistry),
      expect.stringContaining('tre-container upgrade --set '),
    ]);
  expect(checklist).not.toMatch(/^- \[x\].*registry-pullable/m);
  const [, toDo = ''] = checklist.split('## To do in this project (3)');
  expect(toDo.split('\n## ')[0]).toMatch(
    /^- \[ \] \*\*must\*\* 1\. .*the Safe Haven project is "[a-z-]+", which stands for/m,
  );
});

test('with a project and a registry of their own, the one is a question for people and the other passes', async () => {
  const { results } = await judge(await readVariant('python-minimal').then((answers) => ({ ...answers })));
  expect(results.find(({ rule }) => rule === 'project-named')?.verdict).toBe('human');
  expect(results.find(({ rule }) => rule === 'registry-pullable')?.verdict).toBe('pass');
});
