import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { governanceQuestions } from '../../../src/catalog/governance-questions.ts';
import { collectFacts, type FactEntries } from '../../../src/engine/handover/collect-facts.ts';
import { compareBundles, compareFiles, isUnchanged } from '../../../src/engine/handover/compare-bundles.ts';
import { type HandoverFactName, handoverFactNames } from '../../../src/model/handover/facts.ts';
import type { SignedAnswer } from '../../../src/model/handover/summary.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const word = fc.string({ maxLength: 8 });
const entries = fc.record(
  Object.fromEntries(handoverFactNames.map((name) => [name, fc.uniqueArray(word, { maxLength: 5 })])),
) as fc.Arbitrary<FactEntries>;
const answers: readonly SignedAnswer[] = governanceQuestions.map(({ number, title, question, who, restsOn = [] }) => ({
  key: `question:${String(number)}`,
  question,
  title,
  who,
  force: 'must',
  text: 'yes',
  restsOn,
}));

type Bundle = Parameters<typeof compareBundles>[0];
function bundle(facts: FactEntries, image: string, signed: readonly SignedAnswer[] = answers): Bundle {
  return {
    project: { name: 'x', description: '', safeHavenProject: '', contact: '', kind: 'batch' },
    tag: '1',
    image: { reference: '', configDigest: image, manifestDigest: '', size: 0, archive: '' },
    facts: collectFacts(facts, hash),
    answers: signed,
  };
}

test('no change is an empty diff', () => {
  fc.assert(
    fc.property(entries, (facts) => {
      const diff = compareBundles(bundle(facts, 'sha256:a'), bundle(facts, 'sha256:a'));
      expect([isUnchanged(diff), diff.changes, diff.void, diff.answered]).toEqual([true, [], [], []]);
    }),
  );
});

const files = (change: Readonly<Record<string, string>>): { path: string; sha256: string }[] =>
  Object.entries({ Dockerfile: 'a', 'sbom.cdx.json': 'b', 'summary.json': 'c', SHA256SUMS: 'd', ...change }).map(
    ([path, sha256]) => ({ path, sha256 }),
  );

test('files that differ are named, but for those that say when it was packed', () => {
  expect(compareFiles(files({}), files({}))).toEqual([]);
  expect(compareFiles(files({}), files({ 'summary.json': 'x', SHA256SUMS: 'y' }))).toEqual([]);
  expect(compareFiles(files({}), files({ Dockerfile: 'x', 'vex.json': 'new' }))).toEqual(['Dockerfile', 'vex.json']);
});

test('what changed appears, and voids exactly the answers that rest on it, and those that rest on all', () => {
  fc.assert(
    fc.property(
      entries,
      fc.subarray([...handoverFactNames], { minLength: 1 }),
      (facts, names: readonly HandoverFactName[]) => {
        const changed = {
          ...facts,
          ...Object.fromEntries(names.map((name) => [name, [...facts[name], 'something else']])),
        };
        const diff = compareBundles(bundle(facts, 'sha256:a'), bundle(changed, 'sha256:b'));
        expect(diff.changes.map(({ fact }) => fact)).toEqual(handoverFactNames.filter((name) => names.includes(name)));
        for (const { added, removed } of diff.changes) expect([added, removed]).toEqual([['something else'], []]);
        const expected = answers
          .filter(({ restsOn }) => restsOn.length === 0 || restsOn.some((name) => names.includes(name)))
          .map(({ key }) => key);
        expect(diff.void.map(({ key }) => key)).toEqual(expected);
        expect(isUnchanged(diff)).toBe(false);
      },
    ),
  );
});

test('another image with the same facts voids only what rests on the whole image; the order counts where it means something', () => {
  const facts = Object.fromEntries(handoverFactNames.map((name) => [name, ['a', 'b']])) as unknown as FactEntries;
  const { void: ended, changes } = compareBundles(bundle(facts, 'sha256:a'), bundle(facts, 'sha256:b'));
  expect(changes).toEqual([]);
  expect(ended.map(({ because }) => because)).toEqual(ended.map(() => ['image']));
  expect(ended.map(({ key }) => key)).toEqual(
    answers.filter(({ restsOn }) => restsOn.length === 0).map(({ key }) => key),
  );
  const turned = Object.fromEntries(handoverFactNames.map((name) => [name, ['b', 'a']])) as unknown as FactEntries;
  expect(compareBundles(bundle(facts, 'sha256:a'), bundle(turned, 'sha256:a')).changes.map(({ fact }) => fact)).toEqual(
    ['project', 'command'],
  );
});

test('an answer that was changed or added is named', () => {
  const facts = Object.fromEntries(handoverFactNames.map((name) => [name, []])) as unknown as FactEntries;
  const [first, ...others] = answers;
  const now = [...others, ...(first === undefined ? [] : [{ ...first, text: 'no' }])];
  expect(compareBundles(bundle(facts, 'sha256:a'), bundle(facts, 'sha256:a', now)).answered).toEqual(['question:1']);
});
