import { folderInImage } from './project-folder.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { listSome } from '../../shared/list-some.ts';

/** Folders of the image that programs import from; a colon would be two folders in PYTHONPATH. */
export function findRoots({ importRoots }: RepositoryFacts, goesIn: readonly string[]): readonly PlaceFact[] {
  return importRoots.filter(
    ({ what }) =>
      /^[\w./@+-]+$/.test(what) &&
      goesIn.some((path) => path.startsWith(what) || (path.endsWith('/') && what.startsWith(path))),
  );
}

/** Why PYTHONPATH names them, for the README. */
export function whyRoots(roots: readonly PlaceFact[]): Adoption['reasons'] {
  if (roots.length === 0) return {};
  const places = listSome(
    roots.map(({ location }) => `${location.file}:${String(location.line ?? 1)}`),
    4,
  );
  return {
    importRoots: `programs import modules of yours from there, and Python does not look there by itself (${places})`,
  };
}

/** Where Python finds the repository's modules: at its root, and in the folders that programs are seen to import from. */
export function modulePath(adoption: Adoption): string {
  const { importRoots = [], original } = adoption;
  const root = folderInImage(adoption);
  const theirs = original?.copy?.lines.some(setsModulePath) === true;
  return [
    root,
    ...importRoots.map((each) => `${root}/${each.replace(/\/$/, '')}`),
    ...(theirs ? ['${PYTHONPATH}'] : []),
  ].join(':');
}

/** Whether a line is part of an ENV with it, in either form, or may be: what a RUN sets for itself is gone after it. */
function setsModulePath(line: string): boolean {
  return /^(?:ENV)?[ \t]/i.test(line) && /(?:^|[ \t])PYTHONPATH[= \t]/.test(line.split('#', 1)[0] ?? '');
}
