import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/** How good a list of packages is by its kind: a lock is better than what it was made from, a list better than a script. */
export const packageLists: SurveyKnowledge['lists'] = {
  renv: { rank: 90 },
  uv: { rank: 80 },
  poetry: { rank: 70 },
  pip: { rank: 60 },
  julia: { rank: 60, isProject: true },
  'pip-project': { rank: 55 },
  conda: { rank: 50 },
  description: { rank: 50 },
  'r-script': { rank: 40 },
  nix: { rank: 30 },
  dockerfile: { rank: 20 },
  platform: { rank: 10 },
};
