import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { rivalImages } from '../../engine/adopt/image/rival-images.ts';
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
  const isBetween = named !== undefined && rivalImages(facts, surveyKnowledge).length > 0;
  if (proposal.base !== 'none' && bases[proposal.base].language === language && !isBetween)
    return bases[proposal.base].opens === opens
      ? surveyed
      : {
          ...surveyed,
          proposal: withReason(
            propose(facts, paths, surveyKnowledge, base),
            named,
            `you asked for ${opens === undefined ? 'a batch job' : 'a session'}`,
          ),
        };
  const { families, label } = familiesOf(language);
  const dockerfiles = facts.dockerfiles.filter(({ family }) => family === undefined || families.has(family));
  const ofBase = { ...facts, dockerfiles };
  const proposed = propose(ofBase, paths, surveyKnowledge, base);
  return {
    ...surveyed,
    facts: ofBase,
    proposal: withReason(proposed, named, `the program that you named is in ${label}`),
  };
}

/** The images that programs of a language run in, and how it is called. */
export function familiesOf(language: string): { readonly families: ReadonlySet<string>; readonly label: string } {
  const { bases, languages } = surveyKnowledge;
  const own = Object.values(bases).filter((each) => each.language === language);
  const { label = language } = Object.values(languages).find(({ name }) => name === language) ?? {};
  return { families: new Set(own.flatMap(({ proposed }) => proposed.families)), label };
}

/** The base was not named where the session or the program was. */
function withReason(proposal: Proposal, named: string | undefined, why: string): Proposal {
  if (named !== undefined) return proposal;
  const base = { why, evidence: [] };
  return { ...proposal, reasons: { ...proposal.reasons, base } };
}
