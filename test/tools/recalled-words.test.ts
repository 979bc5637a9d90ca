import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExamples } from '../../scripts/render-examples.mjs';
import { readAnswerValues } from '../../src/commands/project/read-answer-values.ts';
import type { AnswersInput } from '../../src/model/answers/answers.ts';
import { completeAnswers } from '../helpers/golden.ts';
import { judge, keepAll, recall } from '../helpers/recalled-verdicts.ts';

// What a project is called is no matter to any rule: so verdicts are recalled whatever it is called, and whoever writes a rule that looks into a
// free answer must hear of it. A rule can only know words that stand in our source; each of them is a name here.

/** How many words are tried; `all`: each. The night tries each. */
const wanted = process.env['RECALLED_WORDS'] ?? '120';
const seed = Number(process.env['RECALLED_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

const sources = ['rules', 'parse', 'catalog', 'engine', 'model', 'shared'].flatMap((folder) =>
  readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join('src', folder, path), 'utf8')),
);

/** Words that can be a name, of every text and pattern of our source. */
function listWords(): readonly string[] {
  const literals = sources.flatMap((text) =>
    [...text.matchAll(/'(?:[^'\\\n]|\\.)*'|`[^`]*`|\/(?:[^/\\\n]|\\.)+\//g)].map(([literal]) => literal),
  );
  const words = literals.flatMap(
    (literal) => literal.toLowerCase().match(/[a-z][a-z0-9]{1,19}(?:-[a-z0-9]{1,20})*/g) ?? [],
  );
  return [...new Set(words)].toSorted();
}

function callIt(name: string, owner: string, project: string): AnswersInput {
  const letters = owner.replaceAll(/[^a-z]/g, '');
  return {
    name,
    project: `nsh-${project}`,
    registry: `ghcr.io/${owner}`,
    description: `The ${name} of ${owner}, ${project}`,
    contact: `K${letters} X${letters} <${name}@${owner}.org>`,
  };
}

test('no word of our source changes a verdict that is recalled', { timeout: 3_600_000 }, async () => {
  const words = listWords();
  const kept = await keepAll();
  const examples = readExamples('.').filter(([name]) => name === 'python.yml' || name === 'jupyter.yml');
  expect(examples).toHaveLength(2);
  const shuffled =
    fc.sample(fc.shuffledSubarray([...words], { minLength: words.length }), { numRuns: 1, seed })[0] ?? [];
  const tried = wanted === 'all' ? shuffled : shuffled.slice(0, Number(wanted));
  console.log(
    `${String(tried.length)} of ${String(words.length)} words; again: RECALLED_SEED=${String(seed)} RECALLED_WORDS=${wanted}`,
  );
  let recalled = 0;
  for (const [at, word] of tried.entries()) {
    const example = examples[at % 2]?.[1];
    const called = [word, tried.at(at - 1) ?? word, tried.at(at - 2) ?? word];
    // One answer in another, or one that stands in a file by chance, is no form that is kept: then each rule is asked, and the word is tried beside others.
    for (const [name = '', owner = '', project = ''] of [
      called,
      called.map((each, place) => `${each}-k${'xyz'.charAt(place)}`),
    ]) {
      const answers = await completeAnswers(readAnswerValues({ ...example, ...callIt(name, owner, project) }));
      const said = recall(kept, answers);
      if (said === undefined) continue;
      recalled += 1;
      expect([name, owner, project, said]).toEqual([name, owner, project, await judge(answers)]);
      break;
    }
  }
  console.log(`${String(recalled)} were recalled; of the others each rule is asked`);
  expect(recalled).toBeGreaterThan(tried.length / 2);
});
