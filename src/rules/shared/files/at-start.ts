import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import { languageOf } from '../../../parse/adopt/language-of.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linkedFolders } from '../../../parse/shell/linked-folders.ts';
import { once } from '../once.ts';
import { isInImage } from './image-places.ts';

/** Scripts of a shell that are started; of a Dockerfile, which is one too, the start is no such script. */
function startScripts({ programs }: Reach): readonly ReachedProgram[] {
  return programs.filter(
    ({ class: kind, program: { language, path } }) =>
      kind === 'started' && language === 'shell' && languageOf(path) === 'shell',
  );
}

/** Folders that programs of the start fill with links to /safe_data, and files that they link, by the names that they have for them. */
export function linkedAtStart(reach: Reach, { byPath }: ProjectFacts): readonly string[] {
  return once(reach, 'linked at start', () =>
    startScripts(reach).flatMap(({ program: { path } }) => linkedFolders(byPath.get(path)?.text ?? '')),
  );
}

/**
 * Whether a place beside the programs of the project is one that a start script links to /safe_data: it copies them, works in the copy, and names none
 * of them where they lie in the image, so that a program which looks beside its own file looks into the copy.
 */
export function isLinkedInCopy(place: string, reach: Reach, facts: ProjectFacts): boolean {
  const linked = linkedAtStart(reach, facts);
  if (linked.length === 0) return false;
  const commands = startScripts(reach).flatMap(({ program }) => program.commands);
  // The folder in which it links, where it says that.
  const bases = commands.flatMap(({ program, directory }) => (program === 'ln' ? [directory] : []));
  return once(reach, 'copies at start', () => copiesAtStart(reach)).some(
    ([from, to]) =>
      isUnder(place, from) &&
      bases.some((base) =>
        linked.some((folder) => isUnder(to + place.slice(from.length), resolvePath(folder, base ?? to))),
      ) &&
      !commands.some(({ program, words }) => program !== 'cp' && words.some((word) => isUnder(word, from))),
  );
}

/** Whether a place in a copy that a start script works in has what the image has there, or is a link to what lies in /safe_data. */
export function isInCopy(place: string, reach: Reach, facts: ProjectFacts): boolean {
  return once(reach, 'copies at start', () => copiesAtStart(reach)).some(
    ([from, to]) =>
      isUnder(place, to) &&
      (isInImage(from + place.slice(to.length), reach) ||
        linkedAtStart(reach, facts).some((folder) => isUnder(place, resolvePath(folder, to)))),
  );
}

/** What programs of the start copy or link before they start the work: `cp -R /opt/project/. /scratch/work`. */
export function copiesAtStart({ programs }: Reach): readonly (readonly [from: string, to: string])[] {
  return programs
    .filter((each) => each.class !== 'built')
    .flatMap(({ program, workdir }) =>
      program.commands.flatMap(({ program: name, words, directory }) => {
        const given = words.slice(1).filter((word) => !word.startsWith('-'));
        const [source, target] = given;
        if (!/^(?:cp|ln|rsync|mv)$/.test(name) || given.length !== 2 || source === undefined || target === undefined)
          return [];
        const base = directory ?? workdir ?? '/';
        return [[resolvePath(source.replace(/\/\.?$/, ''), base), resolvePath(target, base)] as const];
      }),
    );
}
