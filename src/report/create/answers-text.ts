import { createColors } from 'picocolors';
import { answerKeys, type Answers } from '../../model/answers/answers.ts';
import { inert } from '../../model/text/inert.ts';

/**
 * Every answer as a person reads it before anything is written, a line each, in the order of the questions. `print` has the notation of a prompt;
 * `brought`: what the list of packages has besides the answer.
 */
export function formatAnswers(
  answers: Answers,
  brought: readonly string[],
  print: (value: unknown) => string,
  colour: boolean,
): string {
  const { bold, dim } = createColors(colour);
  const keys = answerKeys.filter((key) => answers[key] !== undefined);
  const width = Math.max(...keys.map((key) => key.length));
  const rows = keys.map((key) => {
    const text = inert(print(answers[key]));
    const besides = key === 'packages' && brought.length > 0 ? `; the generated code brings ${brought.join(', ')}` : '';
    const said = text === '' ? dim(besides === '' ? 'none' : 'none of your own') : text;
    return `  ${key.padEnd(width)}  ${said}${besides}`;
  });
  const pushed = `  The image is pushed to ${inert(`${answers.registry}/${answers.name}`)}`;
  return [bold('Your answers'), ...rows, pushed, ''].join('\n');
}
