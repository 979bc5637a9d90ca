import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswerValues } from '../../../src/commands/project/read-answer-values.ts';
import { freeValuesOf, keepVerdicts, recallVerdicts } from '../../../src/engine/check/project-form.ts';
import { findPackage } from '../../../src/io/package/package-root.ts';
import { readKeptVerdicts } from '../../../src/io/programs/kept-verdicts.ts';
import { completeAnswers } from '../../helpers/golden.ts';
import { filesOf, judge, keepAll, recall as recallOf } from '../../helpers/recalled-verdicts.ts';
import { readExamples } from '../../../scripts/render-examples.mjs';

const { root } = findPackage();
const kept = await keepAll();
const recall = recallOf.bind(undefined, kept);
const examples = readExamples(root).flatMap(([name, example]) => [
  [`${name} on GitHub`, example] as const,
  [`${name} on GitLab`, { ...example, ci: 'gitlab', registry: 'git.ecdf.ed.ac.uk/lung-study/tables' }] as const,
  [`${name} without its lists`, { ...example, packages: [], models: [], documents: [] }] as const,
]);
const variants = await Promise.all(
  examples.map(async ([name, example]) => [name, await completeAnswers(readAnswerValues(example))] as const),
);

const word = fc.stringMatching(/^[a-z][a-z0-9]{6,11}$/);
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const letters = fc.stringMatching(/^[a-z]{7,12}$/);
const person = fc.tuple(letters, letters).map(([a, b]) => `X${a} Y${b} <${a}@${b}.org>`);
const freely = fc.record({
  name: words.map((list) => list.join('-')),
  // A long one breaks a line of README elsewhere.
  project: word,
  owner: words.map((list) => list.join('-')),
  description: fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => `Z${list.join(' ')}, project's`),
  contact: person,
});

describe.each(variants)('%s', (_name, answers) => {
  test('was judged when this was built, on both places, and its kept verdicts are those of every rule', async () => {
    expect(recall(answers)).toEqual(await judge(answers));
  });

  test('whatever it is called: the verdicts that are recalled are those of every rule', async () => {
    for (const { owner, ...given } of fc.sample(freely, { numRuns: 6, seed: 20 })) {
      const host = answers.ci === 'gitlab' ? `git.ecdf.ed.ac.uk/${owner}/${given.name}` : `ghcr.io/${owner}`;
      const other = { ...answers, ...given, registry: host };
      expect(recall(other)).toEqual(await judge(other));
    }
  });
});

const [, answers] = variants.find(([name]) => name.startsWith('python.yml')) ?? [];
if (answers === undefined) throw new Error('there is no example for Python');

test.each([
  ['a name that a rule knows', { name: 'trivy' }],
  ['a name that stands in its files', { name: 'python' }],
  ['a description that a language may take for more', { description: 'Sums `whoami` up' }],
  ['a contact without an address', { contact: 'Ada Lovelace' }],
  ['a registry of more parts', { registry: 'ghcr.io/a/b/c' }],
  ['a stand-in in another place', { description: 'About keptname' }],
  ['another list of packages', { packages: ['numpy==2.3.1'] }],
])('%s: each rule is asked', (_case, given) => {
  expect(recall({ ...answers, ...given })).toBeUndefined();
});

test.each(['secret-token', 'password', 'latest', 'localhost', 'root', 'jupyter-lab', 'snyk', 'data', 'mrn', 'wget'])(
  'a project that is called %s gets the verdicts of every rule',
  async (name) => {
    const other = { ...answers, name, project: `nsh-${name}`, registry: `ghcr.io/${name}`, description: `The ${name}` };
    for (const each of [other, { ...other, project: 'p', registry: 'ghcr.io/o' }, { ...answers, name }]) {
      // What stands in a file by chance, or means something, is no form that is kept: then each rule is asked.
      const judged = await judge(each);
      expect(recall(each) ?? judged).toEqual(judged);
    }
  },
);

test('one byte of any file, and its being executable, make another form', () => {
  const files = filesOf(answers);
  for (const [at, file] of files.entries()) {
    expect(recall(answers, files.with(at, { ...file, text: `${file.text} ` }))).toBeUndefined();
    expect(recall(answers, files.with(at, { ...file, executable: !file.executable }))).toBeUndefined();
  }
});

test('what is said of two forms is kept once, and only of a form that was kept', async () => {
  const [said, values] = [await judge(answers), freeValuesOf(answers)];
  if (values === undefined) throw new Error('the example has an answer that is not plain');
  const table = keepVerdicts(new Map(['a', 'b'].map((form) => [form, said])));
  expect(table.results.length).toBe(new Set(said.results.map((each) => JSON.stringify(each))).size);
  expect(recallVerdicts(table, 'b', values)).toEqual(said);
  expect(recallVerdicts(table, 'toString', values)).toBeUndefined();
});

test('the source tree keeps none', () => {
  expect(readKeptVerdicts('python')).toBeUndefined();
});
