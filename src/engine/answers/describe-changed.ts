import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import { formatAnswerText } from '../../parse/answers/answer-text.ts';

/** Which answers a run changes, as what may be taken back later is called; nothing where it changes none. */
export function describeChanged(before: AnswersInput, answers: Answers | AnswersInput): string | undefined {
  const changed = listChanged(before, answers);
  return changed.length === 0 ? undefined : `the change of its answers (${changed.join('; ')})`;
}

/** Each answer that differs, with both of its values, as far as they fit: one that is gone too. */
export function listChanged(before: AnswersInput, answers: Answers | AnswersInput): readonly string[] {
  const after: AnswersInput = { ...answers };
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]))
    .map((key) => `${key}: ${show(before[key])} -> ${show(after[key])}`);
}

/** Characters of a value that are shown. */
const mostShown = 40;

function show(value: unknown): string {
  const text = value === undefined ? '' : formatAnswerText(value);
  if (text === '') return 'none';
  return text.length > mostShown ? `${text.slice(0, mostShown)}...` : text;
}

/** What a project records of itself. */
interface Recorded {
  readonly version: string;
  readonly answers: AnswersInput;
}

/**
 * What an upgrade whose conflicts are open has not recorded yet: the version that it goes to, the answers that it changes, or both. Nothing where it
 * changes neither. Of another version only answers that were there before: the new ones are its own.
 */
export function describeUnrecorded(before: Recorded, after: Recorded): string | undefined {
  const isOther = before.version !== after.version;
  const asked = Object.fromEntries(
    Object.entries(after.answers).filter(([key]) => !isOther || before.answers[key] !== undefined),
  );
  const former = Object.fromEntries(Object.entries(before.answers).filter(([key]) => !isOther || key in asked));
  const changed = listChanged(former, asked).join('; ');
  const version = isOther ? `version ${after.version}` : '';
  return [version, changed].filter((part) => part !== '').join('; ') || undefined;
}
