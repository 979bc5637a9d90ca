import { surveyProject } from '../../io/project/survey-project.ts';
import { isWithin } from '../../shared/is-within.ts';
import { findProjectsWithin } from '../check/projects-within.ts';

/** A project's files without those of projects in its folders: what their programs need, or are called, is nothing of this one's. */
export function surveyOwn(root: string): ReturnType<typeof surveyProject> {
  const survey = surveyProject(root);
  const others = findProjectsWithin(survey.files).map(({ folder }) => folder);
  return others.length === 0
    ? survey
    : { ...survey, files: survey.files.filter(({ path }) => !isWithin(others, path)) };
}
