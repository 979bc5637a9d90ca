import { questions } from '../../catalog/questions.ts';
import type { AnswerKey, AnswersInput } from '../../model/answers/answers.ts';
import { readAnswerValue } from '../../parse/answers/answer-text.ts';

/** Answers as a person writes them into a file: the same notation as at the prompt. */
export function readAnswerValues(answers: AnswersInput): AnswersInput {
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => {
      const question = Object.hasOwn(questions, key) ? questions[key as AnswerKey] : undefined;
      return [key, question === undefined ? value : readAnswerValue(value, question.schema)] as const;
    }),
  );
}
