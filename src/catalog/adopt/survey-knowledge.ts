import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { imageFamilies } from './image-families.ts';
import { nearImport } from './near-names.ts';
import { packageLists } from './package-lists.ts';
import { preparingCalls } from './preparing-calls.ts';
import { proposedBases } from './proposed-bases.ts';
import { services } from './libraries.ts';
import { sameAs } from './same-packages.ts';
import { stopSigns } from './stop-signs.ts';
import { systemPrograms } from '../software/system-programs.ts';
import { surveyedLanguages } from './surveyed-languages.ts';

/** All that the survey of a repository knows beside the repository. */
export const surveyKnowledge: SurveyKnowledge = {
  bases: proposedBases,
  families: imageFamilies,
  languages: surveyedLanguages,
  stopSigns,
  preparing: preparingCalls,
  projectMarks:
    /^(?:(?:(?!requirements)[\w.-])*requirements[\w.-]*\.txt|pyproject\.toml|setup\.py|environment\.ya?ml|renv\.lock|DESCRIPTION|Project\.toml|Dockerfile)$/,
  services,
  lists: packageLists,
  systemPrograms,
  sameAs,
  nearImport,
};
