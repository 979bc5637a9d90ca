import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { cutToDos } from '../points/cut-to-dos.ts';
import { placeOf, unwritable } from '../adoption-to-dos.ts';
import { seenFrom } from '../../../shared/parent-folder.ts';

/**
 * A place that a notebook names, as a path of the repository: Jupyter works in the folder of the notebook, and a session in a copy of the repository. Of a module
 * only what it names by where it lies itself tells: modules are those of the copy.
 */
function inRepository({ what, own, location: { file } }: PlaceFact): string | undefined {
  if (own !== undefined) return own;
  if (!file.endsWith('.ipynb') || !/^\.{0,2}\/?\w|^\.\.\//.test(what)) return undefined;
  return seenFrom(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '', what);
}

/** Where a script of the repository may write a file: people start it in the copy, at its root or in its own folder. */
function writtenByScript({ what, location: { file } }: PlaceFact): readonly string[] {
  return ['', file.slice(0, Math.max(0, file.lastIndexOf('/')))].flatMap((folder) => seenFrom(folder, what) ?? []);
}

/** A relative name: a module works where the notebook does that loads it. */
const isThere = ({ what }: PlaceFact): boolean => /^(?:\.\/)?[\w-]/.test(what) && !/^[A-Za-z]:/.test(what);

/** The facts without what notebooks and what they load write into the copy of a session, which is kept. */
export function withoutKept<T extends Pick<RepositoryFacts, 'writes'>>(facts: T): T {
  return { ...facts, writes: facts.writes.filter((fact) => inRepository(fact) === undefined && !isThere(fact)) };
}

/** What is read in a session and the repository has not. `files`: every path of the repository. */
export function sessionToDos({ reads, writes }: RepositoryFacts, files: readonly string[]): AdoptionToDo[] {
  const there = new Set(files.flatMap((path) => [path, ...foldersOf(path)]));
  const written = new Set(writes.flatMap((fact) => inRepository(fact) ?? writtenByScript(fact)));
  const absent = reads.flatMap((fact) => {
    const path = inRepository(fact)?.replace(/\/$/, '');
    if (path === undefined || path === '' || there.has(path) || written.has(path)) return [];
    const text = `${fact.own ?? fact.what} is read, and is not in the repository: in the session it lies below /safe_data, so read it there`;
    return [{ id: `read:${path}`, text, place: placeOf(fact.location) }];
  });
  const each = absent.filter(({ id }, at) => absent.findIndex((other) => other.id === id) === at);
  return cutToDos(each, 10, 'places that notebooks name and that the repository does not have');
}

/** Folders that notebooks write to and that the copy of a session, which has what is in the image, lacks. */
export function foldersToWrite(
  { writes }: Pick<RepositoryFacts, 'writes'>,
  files: readonly string[],
  goesIn: readonly string[],
): readonly string[] {
  const inside = files.filter((path) =>
    goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
  const there = new Set(inside.flatMap(foldersOf));
  const folders = writes.flatMap((fact) => {
    const folder = foldersOf(inRepository(fact) ?? '').at(-1) ?? '';
    return folder === '' || there.has(folder) || folder.includes('...') || unwritable.test(folder) ? [] : [folder];
  });
  return [...new Set(folders)].toSorted();
}

/** `a`, `a/b` of `a/b/c.csv`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
