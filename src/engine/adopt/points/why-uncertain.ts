import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { mainNames, namedInReadme } from '../../survey/find-entries.ts';

/** Why the only program that nothing else starts may not be what the container is to start; nothing where it is. */
export function whyUncertain(facts: RepositoryFacts, path: string): string | undefined {
  const job = facts.jobs?.find(({ location: { file } }) => file === path);
  if (job !== undefined) return `it is a script for ${job.what}, which the TRE does not have`;
  if (namedInReadme(facts, path) || mainNames.test(path) || !isLibrary(facts)) return undefined;
  return 'the repository is a library, and nothing says to start it';
}

/** A package to install, whose modules none of its programs is: what people start is their own. */
function isLibrary({ lists, programs }: RepositoryFacts): boolean {
  const list = lists.find(
    ({ installer, path }) => !path.includes('/') && /^(?:pip-project|poetry|uv)$/.test(installer),
  );
  return programs.some(({ isSide, starts, language }) => !isSide && !starts && language === list?.language);
}
