import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { cutToDos } from '../points/cut-to-dos.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { seenFrom } from './own-folder.ts';

/** A place that a notebook names, as a path of the repository: Jupyter works in the folder of the notebook, and a session in a copy of the repository. */
function inRepository({ what, location: { file } }: PlaceFact): string | undefined {
  if (!file.endsWith('.ipynb') || !/^\.{0,2}\/?\w|^\.\.\//.test(what)) return undefined;
  return seenFrom(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '', what);
}

/** The facts without what notebooks write into the copy of a session, which is kept. */
export function withoutKept<T extends Pick<RepositoryFacts, 'writes'>>(facts: T): T {
  return { ...facts, writes: facts.writes.filter((fact) => inRepository(fact) === undefined) };
}

/** What notebooks read that the repository has not, and the folders that they write to and that are not there. `files`: every path of the repository. */
export function sessionToDos({ reads, writes }: RepositoryFacts, files: readonly string[]): AdoptionToDo[] {
  const there = new Set(files.flatMap((path) => [path, ...foldersOf(path)]));
  const written = new Set(writes.map((fact) => inRepository(fact)));
  const absent = reads.flatMap((fact) => {
    const path = inRepository(fact);
    if (path === undefined || path === '' || there.has(path) || written.has(path)) return [];
    const text = `${fact.what} is read, and is not in the repository: in the session it lies below /safe_data, so read it there`;
    return [{ id: `read:${path}`, text, place: placeOf(fact.location) }];
  });
  const unmade = writes.flatMap((fact) => {
    const path = inRepository(fact);
    const folder = path === undefined ? undefined : foldersOf(path).at(-1);
    if (folder === undefined || there.has(folder)) return [];
    const text = `${fact.what} is written to ${folder}/, which the repository does not have: the session keeps it, once somebody has made that folder there`;
    return [{ id: `folder:${folder}`, text, place: placeOf(fact.location) }];
  });
  const all = [...absent, ...unmade];
  const each = all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
  return cutToDos(each, 10, 'places that notebooks name and that the repository does not have');
}

/** `a`, `a/b` of `a/b/c.csv`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
