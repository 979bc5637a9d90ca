import type { Answers } from '../model/answers.ts';
import type { Base } from '../model/base.ts';
import type { View } from '../model/view.ts';

/** Makes every decision that templates print. Pure: the same answers and base give the same view. */
export function buildView(answers: Answers, base: Base): Omit<View, 'pipeline'> {
  return { answers, base };
}
