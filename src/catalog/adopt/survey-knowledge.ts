import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { newestPython } from './newest-python.ts';
import { imageFamilies } from './image-families.ts';
import { proposedBases } from './proposed-bases.ts';
import { juliaStandard, pythonPackages, pythonStandard, sameAs, services } from './libraries.ts';

/** All that the survey of a repository knows beside the repository. */
export const surveyKnowledge: SurveyKnowledge = {
  bases: proposedBases,
  families: imageFamilies,
  pythonPackages,
  pythonStandard,
  juliaStandard,
  services,
  newestPython,
  sameAs,
};
