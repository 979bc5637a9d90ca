import { docsPages } from '../../model/text/docs-pages.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Problem } from '../../model/errors.ts';

/** Answers that a repository decides, or for which nothing is written in an adopted folder: why, and what does it instead. */
const decided: Readonly<Record<'base' | 'packages' | 'models' | 'documents' | 'preCommit', readonly [string, string]>> =
  {
    base: [
      'adopt decided it, and wrote its files for it',
      'survey the repository anew, in its own folder: tre-container adopt --base NAME',
    ],
    packages: [
      'an adopted image installs the lists of the repository, and no others',
      'add it to that list, then survey the repository anew, in its own folder: tre-container adopt',
    ],
    models: [
      'an adopted folder has no loader of models, and its image would look for files that nobody writes',
      'put each below /safe_data and load it from there; how, says tre-container check --explain transformers, or the name of your own library',
    ],
    documents: [
      'what an adopted image renders is what it starts',
      "name the start, in the repository's own folder: tre-container adopt --set program='quarto render FILE'",
    ],
    preCommit: [
      'hooks belong to the root of a repository, and adopt writes nothing there',
      `take the hook of ${docsPages}/check.md over into your .pre-commit-config.yaml`,
    ],
  };

/** What is wrong with answers of an adopted folder beside those that it had, or that adopt proposed: each that would change nothing, or break it. */
export function refuseAnswers(answers: Answers, before: AnswersInput): readonly Problem[] {
  const isOther = (key: keyof typeof decided): boolean =>
    before[key] !== undefined && JSON.stringify(answers[key]) !== JSON.stringify(before[key]);
  // With another base go answers that nobody gave.
  const keys = isOther('base') ? (['base'] as const) : (Object.keys(decided) as (keyof typeof decided)[]);
  return keys.filter(isOther).map((key) => ({ where: key, what: decided[key][0], fix: decided[key][1] }));
}

/** Whether an answer is one that a repository gives, and no person beside it. */
export function isDecidedByRepository(key: string): boolean {
  return Object.hasOwn(decided, key);
}
