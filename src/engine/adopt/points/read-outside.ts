import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { cutToDos } from './cut-to-dos.ts';
import { leadsOut } from '../start/own-folder.ts';

/** Data that lie beside the repository on the person's machine: nothing stands for them in the TRE. One line for each folder there. */
export function outsideToDos({ reads }: Pick<RepositoryFacts, 'reads'>, startFolder = ''): AdoptionToDo[] {
  const found = new Map<string, AdoptionToDo>();
  for (const { what, own, location } of reads) {
    if (own !== undefined || !leadsOut(startFolder, what)) continue;
    const [place = what] = /^(?:\.\.\/)+[^/]+\/?/.exec(what) ?? [];
    const text = `${what} is read, which lies beside the repository and not in it: in the TRE data lie in /safe_data, so let the program read them there`;
    if (!found.has(place)) found.set(place, { id: `outside:${place}`, text, place: placeOf(location) });
  }
  return cutToDos([...found.values()], 10, 'places beside the repository that are read');
}
