import type { SurveyedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { rStandard } from '../libraries.ts';

/** R, as repositories have it. */
export const r: SurveyedLanguage = {
  name: 'r',
  label: 'R',
  start: ['Rscript', '{path}'],
  scripts: ['R', 'r'],
  entry: { by: 'calls', moreThan: 1, orFiles: true },
  inDocuments: { sign: /"name":\s*"(?:ir|R)"|"language":\s*"R"/ },
  ownsDocuments: true,
  imports: {
    separator: '::',
    standard: rStandard,
    ownFiles: false,
    file: /\.[Rr]$/,
    qualified: /^([A-Za-z][\w.]*):::?/,
    loaders: [
      // targets loads these for every step.
      { callee: /(?:^|::)tar_option_set$/, argument: 'packages' },
      { callee: /(?:^|::)p_load$/, argument: 0 },
    ],
  },
};
