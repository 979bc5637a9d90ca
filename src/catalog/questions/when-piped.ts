import type { QuestionContext } from '../../model/answers/question.ts';

/** Of a question about the pipeline: not asked where there is none. */
export function whenPiped({ answers }: QuestionContext): 'never' | 'details' {
  return answers.ci === 'none' ? 'never' : 'details';
}
