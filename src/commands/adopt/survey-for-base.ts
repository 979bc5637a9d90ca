import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { propose } from '../../engine/adopt/propose.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** The proposal for a base in another language than the one that was proposed: its own lists, its own Dockerfile, its own programs. */
export function surveyForBase(surveyed: SurveyedFolder, base: BaseName): SurveyedFolder {
  const { facts, proposal, listing } = surveyed;
  const { bases } = surveyKnowledge;
  const { language } = bases[base];
  if (proposal.base !== 'none' && bases[proposal.base].language === language) return surveyed;
  const families = new Set(
    Object.values(bases).flatMap((each) => (each.language === language ? each.proposed.families : [])),
  );
  const dockerfiles = facts.dockerfiles.filter(({ family }) => family === undefined || families.has(family));
  const ofBase = { ...facts, dockerfiles };
  const paths = listing.files.map(({ path }) => path);
  return { ...surveyed, facts: ofBase, proposal: propose(ofBase, paths, surveyKnowledge, base) };
}
