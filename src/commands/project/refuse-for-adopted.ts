import { refuseAnswers } from '../../engine/answers/refuse-adopted.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import { UserError } from '../../model/errors.ts';

/** Throws UserError with every answer that an adopted folder cannot have. */
export function refuseForAdopted(answers: Answers, before: AnswersInput): void {
  const [first, ...others] = refuseAnswers(answers, before);
  if (first !== undefined) throw new UserError(first, ...others);
}
