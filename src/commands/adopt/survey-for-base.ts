import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { propose } from '../../engine/adopt/propose.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** The proposal for a base in another language than the one that was proposed (its own lists, its own Dockerfile, its own programs), or that opens a session where a program was to be started. `named`: the base that a person named. */
export function surveyForBase(surveyed: SurveyedFolder, base: BaseName, named: string | undefined): SurveyedFolder {
  const { facts, proposal, listing } = surveyed;
  const { bases } = surveyKnowledge;
  const { language, opens } = bases[base];
  const paths = listing.files.map(({ path }) => path);
  if (proposal.base !== 'none' && bases[proposal.base].language === language)
    return bases[proposal.base].opens === opens
      ? surveyed
      : { ...surveyed, proposal: withReason(propose(facts, paths, surveyKnowledge, base), named) };
  const families = new Set(
    Object.values(bases).flatMap((each) => (each.language === language ? each.proposed.families : [])),
  );
  const dockerfiles = facts.dockerfiles.filter(({ family }) => family === undefined || families.has(family));
  const ofBase = { ...facts, dockerfiles };
  return { ...surveyed, facts: ofBase, proposal: propose(ofBase, paths, surveyKnowledge, base) };
}

/** The base of a session was not named where the session was. */
function withReason(proposal: Proposal, named: string | undefined): Proposal {
  if (named !== undefined) return proposal;
  const base = { why: 'you asked for a session', evidence: [] };
  return { ...proposal, reasons: { ...proposal.reasons, base } };
}
