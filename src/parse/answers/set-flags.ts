import type { AnswersInput } from '../../model/answers/answers.ts';
import type { Problem } from '../../model/errors.ts';
import type { Questions } from '../../model/answers/question.ts';
import { parseAnswerText } from './answer-text.ts';

/**
 * Reads `--set key=value` flags. Values are read by their question's type; those of unknown keys stay text, for the
 * check of keys that follows. A flag without `=` and a key that is set twice are problems.
 */
export function parseSetFlags(
  flags: readonly string[],
  questions: Questions,
): { readonly answers: AnswersInput; readonly problems: readonly Problem[] } {
  // Without a prototype, so that a key such as `__proto__` stays a key.
  const answers = Object.create(null) as Record<string, unknown>;
  const problems: Problem[] = [];
  for (const flag of flags) {
    const [, key, text] = /^\s*([^=\s]+)\s*=([^]*)$/.exec(flag) ?? [];
    if (key === undefined || text === undefined) {
      problems.push({
        where: '--set',
        what: `${JSON.stringify(flag)} is not key=value`,
        fix: "write the answer's name, an equals sign and the value, e.g. --set name=lung-ct",
      });
    } else if (Object.hasOwn(answers, key)) {
      problems.push({
        where: `--set ${key}`,
        what: `${key} is set twice`,
        fix: 'leave one out; a list takes commas, e.g. --set packages=pandas,scipy',
      });
    } else {
      const question = Object.hasOwn(questions, key) ? questions[key as keyof Questions] : undefined;
      answers[key] = question === undefined ? text : parseAnswerText(text, question.schema);
    }
  }
  return { answers, problems };
}
