import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/** What a survey must know of the bases that it can propose, those that do not exist yet among them. */
export const proposedBases: SurveyKnowledge['bases'] = {
  python: { mode: 'batch', language: 'python', tool: 'pip', brings: [] },
  pytorch: { mode: 'batch', language: 'python', tool: 'pip', brings: ['torch', 'torchvision'] },
  r: { mode: 'batch', language: 'r', tool: 'r', brings: [] },
  julia: { mode: 'batch', language: 'julia', tool: 'julia', brings: [] },
  rocker: { mode: 'interactive', language: 'r', tool: 'r', brings: [], opens: 'rstudio' },
  jupyter: { mode: 'interactive', language: 'python', tool: 'conda', brings: [], opens: 'jupyter' },
  rapids: { mode: 'interactive', language: 'python', tool: 'conda', brings: [], opens: 'jupyter' },
};
