import type { Answers, AnswersInput } from '../../model/answers/answers.ts';

/** Which answers a run changes, as what may be taken back later is called; nothing where it changes none. */
export function describeChanged(before: AnswersInput, answers: Answers): string | undefined {
  const changed = Object.entries(answers).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
  );
  if (changed.length === 0) return undefined;
  const shown = changed.slice(0, 4).map(([key, value]: [string, unknown]) => {
    const [from, to] = [before[key], value].map((each) =>
      typeof each === 'string' || typeof each === 'boolean' || typeof each === 'number' ? String(each) : '',
    );
    return from === '' || to === '' || `${from ?? ''}${to ?? ''}`.length > 80
      ? key
      : `${key}: ${from ?? ''} -> ${to ?? ''}`;
  });
  const more = changed.length > 4 ? `, and ${String(changed.length - 4)} more` : '';
  return `the change of its answers (${shown.join(', ')}${more})`;
}
