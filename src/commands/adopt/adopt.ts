import type { Run } from '../../model/command.ts';
import { formatSurvey } from '../../report/adopt/survey-text.ts';
import { surveyFolder } from './survey-folder.ts';

/** Surveys a repository and says what a container of it needs. Nothing is written. */
export const run: Run = async ({ flags, targets }, environment) => {
  const { terminal } = environment;
  const target = targets[0] ?? '.';
  const { root } = environment.openProject(target);
  const { listing, facts, proposal } = await surveyFolder(root);
  if (flags['json'] === true) terminal.out(`${JSON.stringify({ facts, proposal }, undefined, 2)}\n`);
  else terminal.out(formatSurvey(facts, proposal, { folder: listing.root, source: listing.source }, terminal.colour));
  return 0;
};
