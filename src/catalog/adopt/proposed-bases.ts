import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/** What a survey must know of the bases that it can propose, those that do not exist yet among them. */
export const proposedBases: SurveyKnowledge['bases'] = {
  python: { mode: 'batch', language: 'python' },
  pytorch: { mode: 'batch', language: 'python' },
  r: { mode: 'batch', language: 'r' },
  julia: { mode: 'batch', language: 'julia' },
  rocker: { mode: 'interactive', language: 'r', opens: 'rstudio' },
  jupyter: { mode: 'interactive', language: 'python', opens: 'jupyter' },
  rapids: { mode: 'interactive', language: 'python', opens: 'jupyter' },
};
