import type { SurveyedLanguages } from '../../model/adopt/surveyed-language.ts';
import { julia } from './languages/julia.ts';
import { matlab, shell, stata } from './languages/others.ts';
import { python } from './languages/python.ts';
import { r } from './languages/r.ts';

/** Every language that the survey tells apart; those that bases are for come first. */
export const surveyedLanguages: SurveyedLanguages = {
  python,
  r,
  julia,
  stata,
  matlab,
  shell,
};
