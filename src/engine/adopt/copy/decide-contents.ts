import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { isWithin } from '../../../shared/is-within.ts';
import { unwritable } from '../adoption-to-dos.ts';
import type { AdoptionChoices } from '../decide-adoption.ts';
import { dropLists, spellBeside } from '../propose-contents.ts';
import { commandsOf } from '../start/needed-arguments.ts';
import { filesOfTools } from '../start/start-tools.ts';
import { listMore } from './take-dockerfile.ts';

/** What is copied into the image; `more`: what lines of their Dockerfile do not copy of it; `inside`: without lists that are added. */
export function decideContents(
  facts: RepositoryFacts,
  { goesIn }: Proposal,
  { languages, files }: Pick<AdoptionChoices, 'languages' | 'files'>,
  {
    program,
    copy,
    packages,
  }: Pick<Adoption, 'program' | 'packages'> & { readonly copy: Parameters<typeof listMore>[0] | undefined },
): { readonly goesIn: readonly string[]; readonly more: readonly string[]; readonly inside: readonly string[] } {
  const known = new Set(facts.programs.map(({ path }) => path));
  const named = commandsOf(program.start).flatMap((words) => words.map((word) => word.replace(/^\.\//, '')));
  const wanted = [
    ...new Set([
      ...named.filter((path) => known.has(path) && !isWithin(goesIn, path)),
      ...dropLists(spellBeside(goesIn, files, facts), facts, { languages, files }),
      ...filesOfTools(program.start, files),
    ]),
  ]
    .filter((path) => !unwritable.test(path))
    .toSorted();
  if (copy === undefined) return { goesIn: addLists(wanted, packages), more: [], inside: goesIn };
  const more = listMore(copy, program, wanted, files);
  const sent = [...new Set([...copy.sent, ...more])].toSorted();
  return { goesIn: sent, more, inside: sent };
}

function addLists(goesIn: readonly string[], { list, with: others }: Adoption['packages']): readonly string[] {
  const wanted = [...(list === undefined ? [] : [list]), ...others];
  const missing = wanted.filter(
    (path) => !goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
  return [...goesIn, ...missing].toSorted();
}
