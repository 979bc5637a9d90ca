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
  columns?: number,
): string {
  const { bold, dim } = createColors(colour);
  const keys = answerKeys.filter((key) => answers[key] !== undefined);
  const width = Math.max(...keys.map((key) => key.length));
  const rows = keys.map((key) => {
    const text = inert(print(answers[key]));
    const besides = key === 'packages' && brought.length > 0 ? `; the generated code brings ${brought.join(', ')}` : '';
    const said = text === '' ? dim(besides === '' ? 'none' : 'none of your own') : text;
    return layRow(`  ${key.padEnd(width)}  `, `${said}${besides}`, columns);
  });
  const pushed = layRow('  The image is pushed to ', inert(`${answers.registry}/${answers.name}`), columns);
  return [bold('Your answers, as --set names them'), ...rows, pushed, ''].join('\n');
}

/**
 * A label and its text. Where both are wider than the screen, the text goes on below the label, is broken between words, and inside of a name only where its parts
 * meet; of a digest no more is said than tells it from another.
 */
function layRow(label: string, text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 20 || label.length + widthOf(text) <= columns) return `${label}${text}`;
  const indent = 6;
  const short = text.replaceAll(/(@sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1...');
  if (label.length + widthOf(short) <= columns) return `${label}${short}`;
  const lines: string[] = [label.trimEnd()];
  let current = ' '.repeat(indent);
  for (const word of short.match(/\S+\s*/g) ?? []) {
    const fits = indent + widthOf(word.trimEnd()) <= columns;
    for (const part of fits ? [word] : (word.match(/[^/:@,;=-]+(?:[/:,;=-]+|(?=@)|\s*$)|@|[/:@,;=-]+/g) ?? [word])) {
      if (widthOf(current) + widthOf(part.trimEnd()) > columns && current.trim() !== '') {
        lines.push(current.trimEnd());
        current = ' '.repeat(indent);
      }
      current += part;
    }
  }
  return [...lines, current.trimEnd()].join('\n');
}

function widthOf(text: string): number {
  return text.replaceAll(new RegExp(String.raw`${'\u001B'}\[\d{1,3}m`, 'g'), '').length;
}
