import type { Problem } from '../../model/errors.ts';
import type { AnswerKey, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import type { Question, QuestionContext, Questions, Surroundings } from '../../model/answers/question.ts';
import type { Answers } from '../../model/answers/answers.ts';

/** Answers as one place gave them. */
export interface AnswerSource {
  readonly answers: AnswersInput;
  /** Names a place in the source for a message: `answers.yml:3:1`, `--set port`. The path starts with the answer's key. */
  readonly where: (path: readonly (string | number)[]) => string;
}

/** All that answers are made from. */
export interface AnswerInputs {
  readonly questions: Questions;
  readonly bases: readonly Base[];
  readonly surroundings: Surroundings;
  /** Strongest first: what a person gave for this run. Every fault in them is an error. */
  readonly given: readonly AnswerSource[];
  /** What is wrong with how they are written down: it is told with every other fault in them. */
  readonly problems?: readonly Problem[];
  /** Answers of an earlier run: what no longer applies is dropped without a word. */
  readonly earlier?: AnswersInput;
  /** They are of a folder that adopt writes. */
  readonly adopted?: true;
}

/** The questions in their order. */
export function listQuestions(questions: Questions): readonly Question[] {
  return Object.values(questions) as unknown as readonly Question[];
}

/** The strongest source that has the key. */
export function findGiven(
  inputs: AnswerInputs,
  key: AnswerKey,
): { readonly value: unknown; readonly source: AnswerSource } | undefined {
  const source = inputs.given.find(({ answers }) => Object.hasOwn(answers, key));
  return source === undefined ? undefined : { value: source.answers[key], source };
}

/** The context of the next question after these answers. */
export function contextOf(inputs: AnswerInputs, answers: Partial<Answers>): QuestionContext {
  const [first] = inputs.bases;
  if (first === undefined) throw new Error('the catalogue has no base');
  const { surroundings, adopted } = inputs;
  const bare = {
    ...surroundings,
    ...(adopted === undefined ? {} : { adopted }),
    answers,
    bases: inputs.bases,
    base: first,
  };
  const name = answers.base ?? inputs.questions.base.default(bare);
  return { ...bare, base: inputs.bases.find((base) => base.name === name) ?? first };
}
