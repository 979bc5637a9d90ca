import type { SurveyedLanguage } from '../../model/adopt/surveyed-language.ts';
import type { SurveyLanguage } from '../../model/adopt/repository-facts.ts';
import { julia } from './languages/julia.ts';
import { matlab, shell, stata } from './languages/others.ts';
import { python } from './languages/python.ts';
import { r } from './languages/r.ts';

/** Every language that the survey tells apart; those that bases are for come first. */
export const surveyedLanguages: Readonly<Record<SurveyLanguage, SurveyedLanguage>> = {
  python,
  r,
  julia,
  stata,
  matlab,
  shell,
};
