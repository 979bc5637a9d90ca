import { expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { governanceQuestions } from '../../src/catalog/governance-questions.ts';
import { rules } from '../../src/rules/index.ts';
import type { Answers } from '../../src/model/answers/answers.ts';

test('the forty questions are there, each once, in order', () => {
  expect(governanceQuestions.map((question) => question.number)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
});

test('what files answer names the rules that decide it; what a run proves says where the proof is', () => {
  for (const question of governanceQuestions) {
    expect({ number: question.number, rules: question.answeredBy !== 'files' || question.rules !== undefined }).toEqual(
      { number: question.number, rules: true },
    );
    expect({ number: question.number, proof: question.proof !== undefined }).toEqual({
      number: question.number,
      proof: question.answeredBy === 'run',
    });
  }
});

test('every rule that a question names exists, and what rules ask of people is asked once', () => {
  const checked = rules.filter((rule) => rule.kind === 'checked').map((rule) => rule.id);
  const human = rules.filter((rule) => rule.kind === 'human').map((rule) => rule.id);
  expect(checked).toEqual(expect.arrayContaining(governanceQuestions.flatMap((question) => question.rules ?? [])));
  expect(governanceQuestions.flatMap((question) => question.sameAs ?? []).toSorted()).toEqual(human.toSorted());
});

test.each(Object.values(bases))('what is known of a $name project is one line each', (base) => {
  const answers: Answers = {
    name: 'n',
    description: 'd',
    base: base.name,
    image: base.images[0].reference,
    project: 'p',
    registry: 'ghcr.io/o',
    packages: [],
    documents: [],
    systemPackages: [],
    models: [],
    offlineLoader: false,
    preCommit: false,
    rehearse: true,
    licences: [],
    gpu: base.gpu,
    runtimes: base.runtimes,
    ci: 'none',
    contact: '',
    imageProxy: 'x',
    generator: 'tre-container',
    upgradeCheck: false,
    ...(base.port === undefined ? {} : { port: base.port }),
  };
  const known = governanceQuestions.flatMap((question) => question.known?.({ answers, base }) ?? []);
  expect(known.length).toBeGreaterThan(5);
  for (const line of known) expect(line).toMatch(/^[^\n]+[^.\n]$/);
});

test('what files answer comes from the rules that read them, and never from the answers', () => {
  for (const question of governanceQuestions) {
    const { answeredBy, known, shows = [] } = question;
    const isOfFiles = answeredBy === 'files';
    expect(isOfFiles && known !== undefined).toBe(false);
    expect(!isOfFiles && shows.length > 0).toBe(false);
    expect(question.rules ?? []).toEqual(expect.arrayContaining([...shows]));
  }
});

test('the same person answers a question, whether a rule asks it or the checklist', () => {
  const who = new Map(rules.flatMap((rule) => (rule.kind === 'human' ? [[rule.id, rule.who] as const] : [])));
  for (const { sameAs, who: answers } of governanceQuestions)
    expect([sameAs, answers]).toEqual([sameAs, sameAs === undefined ? answers : who.get(sameAs)]);
});
