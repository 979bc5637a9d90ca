import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { countOf } from '../../shared/count-of.ts';
import { listSome } from '../../shared/list-some.ts';
import { askLater } from './propose-questions.ts';
import type { StartedFacts } from './start/facts-of-start.ts';
import { startedBy } from './start/started-by.ts';

/** What only programs ask that the container does not start. */
export function pointsNotStarted(
  seen: RepositoryFacts,
  { facts }: StartedFacts,
  proposal: Proposal,
  start: readonly string[],
): readonly OpenQuestion[] {
  const ofStart = { ...proposal, program: { ...proposal.program, start } };
  const asked = new Set(askLater(facts, ofStart).map(({ id }) => id));
  return askLater(seen, ofStart).filter(({ id }) => !asked.has(id));
}

/** One line for all of it: it cannot be settled by what is started, and whoever starts another program has to know. */
export function notStartedToDos(
  seen: RepositoryFacts,
  started: StartedFacts,
  proposal: Proposal,
  start: readonly string[],
): AdoptionToDo[] {
  if (started.open !== undefined) return sayOpen(seen, started.open, start);
  const not = new Set(started.notStarted);
  const points = pointsNotStarted(seen, started, proposal, start).filter(({ location }) =>
    not.has(location?.file ?? ''),
  );
  const concerned = [...not].filter((path) => points.some(({ location }) => location?.file === path));
  if (concerned.length === 0) return [];
  const whose = `whose ${points.length === 1 ? 'one point stands' : `${String(points.length)} points stand`}`;
  const text = `not started: ${countOf(concerned.length, 'program')} (${listSome(concerned, 4)}), ${whose} in tre-container adopt --survey${sayLoaded(started)}; tick this where the container needs none of them`;
  return [{ id: 'not-started', text }];
}

/** Where programs count, or do not, by names that one of them computes. */
function sayLoaded({ loads }: StartedFacts): string {
  if (loads === undefined) return '';
  const { path, openAt } = loads;
  return ` (${path}${openAt === undefined ? '' : `:${String(openAt)}`} loads modules by names that it computes: those of the packages that it names count as started)`;
}

/** Why programs count that the start does not name. */
function sayOpen(
  { programs }: RepositoryFacts,
  { path, openAt }: NonNullable<StartedFacts['open']>,
  start: readonly string[],
): AdoptionToDo[] {
  const isUsed = startedBy({ programs, modules: [] }, start);
  const others = programs.filter((each) => !each.isSide && !isUsed(each.path));
  if (others.length === 0) return [];
  const text = `what is started comes to ${path}, which ${openAt === undefined ? 'could not be read' : 'loads what no text of it names'}: so all of your programs count above, ${countOf(others.length, 'program')} that nothing started names among them. Tick what only those ask`;
  return [{ id: 'all-programs', text, place: openAt === undefined ? path : `${path}:${String(openAt)}` }];
}
