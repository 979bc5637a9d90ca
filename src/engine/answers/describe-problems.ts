import type { AnswerKey } from '../../model/answers/answers.ts';
import type { Problem } from '../../model/errors.ts';
import type { Mismatch } from '../../shared/match-schema.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import type { AnswerSource } from './answer-inputs.ts';

/** Answers that nobody gave and that have no default, in one message. */
export function describeMissing(missing: readonly AnswerKey[]): readonly Problem[] {
  if (missing.length === 0) return [];
  const sets = missing.map((key) => `--set ${key}=...`).join(' ');
  return [
    {
      what: `no answer for: ${missing.join(', ')}`,
      fix: `give ${missing.length === 1 ? 'it' : 'them'} in the answers file or with ${sets}, add --defaults to take the defaults, or run in a terminal, without --answers, to be asked`,
    },
  ];
}

/** A key that no answer has, with the nearest one that there is. */
export function describeUnknown(key: string, source: AnswerSource, known: readonly string[]): Problem {
  const near = nearestWord(key, known);
  return {
    where: source.where([key]),
    what: `there is no answer called ${JSON.stringify(key)}`,
    fix: near === undefined ? `the answers are ${known.join(', ')}` : `did you mean ${near}?`,
  };
}

/** What is wrong with an answer, at its place in its source. */
export function describe(key: AnswerKey, source: AnswerSource, { path, what, fix }: Mismatch): Problem {
  const place = path.map((part) => (typeof part === 'number' ? `[${String(part + 1)}]` : `.${part}`)).join('');
  return {
    where: source.where([key, ...path]),
    what: `${key}${place}: ${what}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
