import type { SurveyedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { juliaStandard } from '../libraries.ts';

/** Julia, as repositories have it. */
export const julia: SurveyedLanguage = {
  name: 'julia',
  label: 'Julia',
  start: ['julia', '--project=.', '{path}'],
  scripts: ['jl'],
  entry: { by: 'calls', moreThan: 2 },
  inDocuments: { sign: /^[ \t]*```\{julia|"language":\s*"julia"/m },
  imports: { separator: '.', standard: juliaStandard, ownFiles: true },
};
