import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits } from '../../../model/adopt/survey-knowledge.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { isWithin } from '../../../shared/is-within.ts';
import { listSome } from '../../../shared/list-some.ts';
import { onOneLine } from '../start/on-one-line.ts';

/** Where no list names packages, how many it is that what is started imports. */
function whyPackages(
  { manifest }: Proposal,
  { imports }: RepositoryFacts,
  { language: own }: BaseTraits,
): Adoption['reasons'] {
  const used = imports.filter(({ language }) => language === own);
  const [first] = used;
  if (manifest.installer !== 'imports') return {};
  if (first === undefined) return { manifest: 'what is started imports nothing that has to be installed' };
  return { manifest: `no list names packages; programs import ${String(used.length)} (${placeOf(first.location)})` };
}

/** Why what was proposed, by what it is, each with the first place that shows it. */
export function printReasons(proposal: Proposal, facts: RepositoryFacts, traits: BaseTraits): Adoption['reasons'] {
  const proposed = Object.entries(proposal.reasons).map(([key, { why, evidence }]) => [
    key,
    onOneLine(`${why}${evidence[0] === undefined ? '' : ` (${placeOf(evidence[0])})`}`),
  ]);
  return { ...Object.fromEntries(proposed), ...whyPackages(proposal, facts, traits), ...whyLeftOut(proposal, facts) };
}

/** Scripts that stay out since they are for the scheduler of a cluster. */
function whyLeftOut({ goesIn }: Proposal, { jobs = [] }: RepositoryFacts): Adoption['reasons'] {
  const out = jobs.filter(({ location: { file } }) => !isWithin(goesIn, file));
  if (out.length === 0) return {};
  const named = out.map(({ what, location }) => `${location.file} (${what})`);
  return { jobs: onOneLine(listSome(named, 8)) };
}
