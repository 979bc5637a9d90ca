import { expect, test } from 'vitest';
import { judgeHandover } from '../../../src/engine/handover/judge-handover.ts';
import { withoutMarkdown } from '../../../src/engine/handover/without-markdown.ts';
import type { HandoverAnswer, HandoverSummary } from '../../../src/model/handover/summary.ts';

test('a link of a checklist is its words on the page', () => {
  const answer: HandoverAnswer = {
    key: 'question:32',
    force: 'must',
    title: '[The manifest of models is complete](https://unpkg.com/x/docs/rules/models-staged.md)',
    question: 'Is `models.json` **whole**?',
    who: 'project',
    text: 'See [a](b.md), [c](d.md).',
  };
  const summary = { answers: [answer], unanswered: [answer], proofs: [] } as unknown as HandoverSummary;
  expect(withoutMarkdown(summary).unanswered).toEqual([
    {
      ...answer,
      title: 'The manifest of models is complete',
      question: 'Is models.json whole?',
      text: 'See a, c.',
    },
  ]);
});

const nothing = {
  reports: 'reports',
  isCurrent: true,
  unfetched: [],
  isTagged: false,
  missingRows: [],
  baseReference: '',
};

const said = (parts: object): readonly string[] =>
  judgeHandover({ ...nothing, ...parts }).flatMap(({ where = '' }) => (where === '--tag' ? [where] : []));

test('a draft without a tag says that it has none, unless an image names it', () => {
  expect(said({})).toEqual(['--tag']);
  expect(said({ isTagged: true })).toEqual([]);
});
