import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { isUnder } from '../../../model/dockerfile/container-path.ts';

/** A folder of another platform (`/input`), and the one of the TRE that it leads to. */
export type Mount = NonNullable<Adoption['mounts']>[number];

/** Whether a place is one that the image has by such a link. */
export function isMounted(what: string, mounts: readonly Mount[] | undefined): boolean {
  return mounts?.some(({ place }) => isUnder(what, place)) === true;
}

/** A program with the places of its start as these links lead on. */
export function throughMounts(program: Adoption['program'], mounts: readonly Mount[] = []): Adoption['program'] {
  const lead = (word: string): string =>
    mounts.reduce((text, { place, to }) => text.replaceAll(`${place}/`, `${to}/`), word);
  return { ...program, start: program.start.map(lead) };
}

/** The facts without what such links settle. */
export function withoutMounted(facts: RepositoryFacts, mounts: readonly Mount[]): RepositoryFacts {
  if (mounts.length === 0) return facts;
  const isOpen = ({ what }: PlaceFact): boolean => !isMounted(what.split(' (', 1)[0] ?? '', mounts);
  return {
    ...facts,
    reads: facts.reads.filter(isOpen),
    writes: facts.writes.filter(isOpen),
    places: facts.places.filter(isOpen),
  };
}

/** Places below `/safe_outputs` that such links lead to, and that nobody else makes. */
export function foldersToMake({ mounts = [] }: Pick<Adoption, 'mounts'>): readonly string[] {
  return mounts.flatMap(({ to }) => (to.startsWith('/safe_outputs/') ? [to] : []));
}
