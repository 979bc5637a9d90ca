import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { placesOfWords } from '../../survey/places/places-of-words.ts';
import { isModelName } from '../../survey/survey-data.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { cutToDos } from '../points/cut-to-dos.ts';
import { seenFrom } from './own-folder.ts';
import { startedBy } from './started-by.ts';

/** Places that scripts which are started give to programs, as the words of a start name them. Of one that changes its folder nobody knows from where they are seen. */
export function placesGiven(
  facts: RepositoryFacts,
  start: readonly string[],
  textOf: (path: string) => string | undefined,
): Pick<RepositoryFacts, 'reads' | 'writes'> {
  const isStarted = startedBy(facts, start);
  const found = facts.given
    .filter(({ location: { file } }) => isStarted(file) && !/^[ \t]*(?:cd|pushd)\b/m.test(textOf(file) ?? ''))
    .map(({ program, words, location }) => placesOfWords([program, ...words], location));
  return { reads: found.flatMap(({ reads }) => reads), writes: found.flatMap(({ writes }) => writes) };
}

/** Stored models that are read by a name of the project and are not in the image: nothing runs without, and no repository holds them. */
export function modelToDos(
  { reads, writes }: RepositoryFacts,
  {
    goesIn,
    files,
    folder = '',
  }: { readonly goesIn: Adoption['goesIn']; readonly files: readonly string[]; readonly folder?: string },
): AdoptionToDo[] {
  const written = new Set(writes.map(({ what }) => plain(what)));
  const found = reads.flatMap((fact) => {
    const { own, location } = fact;
    const what = plain(fact.what);
    const path = own ?? seenFrom(folder, what);
    if (path === undefined || what.includes('...') || !isModelName(what) || written.has(what)) return [];
    if (goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each) && files.includes(path))))
      return [];
    const state = files.includes(path) ? 'stays out of the image' : 'is not in the repository';
    const text = `${what} is read, and ${state}: in the TRE it must lie below /safe_data, by that name`;
    return [{ id: `model-file:${path}`, text, place: placeOf(location) }];
  });
  const each = found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
  return cutToDos(each, 5, 'stored models that are read and are not in the image');
}

function plain(what: string): string {
  return what.replace(/^(?:\.\/+)+/, '');
}
