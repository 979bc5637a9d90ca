import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { choosePrograms, wantsText } from '../../engine/adopt/programs-to-read.ts';
import { propose } from '../../engine/adopt/propose.ts';
import { surveyRepository } from '../../engine/adopt/survey-repository.ts';
import { listRepository, type RepositoryListing } from '../../io/adopt/list-repository.ts';
import { loadSyntax } from '../../io/programs/load-syntax.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { readIgnoreRules } from '../../parse/adopt/ignore-rules.ts';
import { readPrograms } from '../../parse/programs/read-programs.ts';

/** A repository as it lies in a folder, what it shows, and what that calls for. */
export interface SurveyedFolder {
  readonly listing: RepositoryListing;
  readonly facts: RepositoryFacts;
  readonly proposal: Proposal;
}

/** Lists and reads a folder; writes and starts nothing. `leaveOut` says which paths are not the person's (an earlier `tre/`). */
export async function surveyFolder(
  directory: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<SurveyedFolder> {
  const listing = listRepository(directory, { readIgnore: readIgnoreRules, wantsText });
  const files = listing.files.filter(({ path }) => !leaveOut(path));
  const chosen = choosePrograms(files);
  const programs = await readPrograms(chosen.files, loadSyntax);
  const incomplete =
    listing.incomplete ??
    (chosen.unread > 0
      ? `${String(chosen.unread)} programs were not read: there are too many for one survey`
      : undefined);
  const facts = await surveyRepository({
    files,
    programs,
    knowledge: surveyKnowledge,
    ...(incomplete === undefined ? {} : { incomplete }),
  });
  const proposal = propose(
    facts,
    files.map(({ path }) => path),
    surveyKnowledge,
  );
  return { listing, facts, proposal };
}
