import { createColors } from 'picocolors';
import { answerKeys, type Answers } from '../../model/answers/answers.ts';
import { inert } from '../../model/text/inert.ts';

/** Every answer as a person reads it before anything is written, a line each, in the order of the questions. `print` has the notation of a prompt. */
export function formatAnswers(answers: Answers, print: (value: unknown) => string, colour: boolean): string {
  const { bold, dim } = createColors(colour);
  const keys = answerKeys.filter((key) => answers[key] !== undefined);
  const width = Math.max(...keys.map((key) => key.length));
  const rows = keys.map((key) => {
    const text = inert(print(answers[key]));
    return `  ${key.padEnd(width)}  ${text === '' ? dim('none') : text}`;
  });
  const pushed = `  The image is pushed to ${inert(`${answers.registry}/${answers.name}`)}`;
  return [bold('Your answers'), ...rows, pushed, ''].join('\n');
}
