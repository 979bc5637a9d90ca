import type { Location } from '../../../model/check/rule.ts';
import type { Unfollowed } from '../../../model/programs/reach.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Placed, PlacedFiles } from '../../placed/placed-files.ts';
import type { Run } from '../run.ts';
import type { WorkflowTarget } from './workflow-target.ts';

/** A folder of the project as if it lay at a place of the image, where it does not: a start that needs it is given it from outside, or ends. */
export interface Supposed {
  /** With its closing slash; `''` for the project itself. */
  readonly folder: string;
  readonly place: string;
}

/** A file that a program reads first and that nothing puts where it looks. */
interface Absent {
  readonly place: string;
  readonly more: Pick<Unfollowed, 'isAbsent' | 'neededBy' | 'isSupposed'>;
  /** The project's file that is meant, with the folder that is supposed to lie there. */
  readonly file: string;
  readonly supposed?: Supposed;
}

/** What a program needs and the image has not; nothing where that is not known. The project's own is looked for in its folder, or in that of what starts it. */
export function absentNeed(
  { isNeeded, names, what, text }: WorkflowTarget & { readonly what: string },
  workdir: string | undefined,
  location: Location,
  {
    files,
    paths,
    class: kind,
  }: Pick<Run, 'class'> & { readonly files: PlacedFiles; readonly paths: ReadonlySet<string> },
): Absent | undefined {
  if (isNeeded !== true || text !== undefined || (workdir === undefined && names.some((name) => !name.startsWith('/'))))
    return undefined;
  const places = names.map((name) => resolvePath(name, workdir ?? '/'));
  if (places.some((place) => /[$*{`]/.test(place) || files.whyUnseen(place) !== undefined)) return undefined;
  const usual = places.find((place) => place.endsWith('/Makefile')) ?? places[0];
  if (usual === undefined) return undefined;
  const more = { isAbsent: true, neededBy: what } as const;
  // What somebody could start in the image is what lies there, and no folder is given to it.
  if (kind === 'could') return { place: usual, more, file: '' };
  for (const folder of workdir === undefined ? [] : ['', folderOf(location.file)])
    for (const place of places) {
      const supposed = { folder, place: workdir ?? '/' };
      const file = supposedFile(place, supposed, paths);
      if (file !== undefined) return { place, more: { ...more, isSupposed: true }, file, supposed };
    }
  return { place: usual, more, file: '' };
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** The file of the project that would lie at a place. */
export function supposedFile(
  place: string,
  supposed: Supposed | undefined,
  paths: ReadonlySet<string>,
): string | undefined {
  if (supposed === undefined || place === supposed.place || !isUnder(place, supposed.place)) return undefined;
  const below = supposed.place === '/' ? place.slice(1) : place.slice(supposed.place.length + 1);
  return paths.has(supposed.folder + below) ? supposed.folder + below : undefined;
}

/** The first of some names that lies in a folder of the image and can be read. */
export function firstPlaced(
  names: readonly string[],
  workdir: string | undefined,
  files: PlacedFiles,
  read: (file: string) => string | undefined,
): (Placed & { readonly place: string; readonly text: string }) | undefined {
  for (const name of names) {
    const place = resolvePath(name, workdir ?? '/');
    const placed = files.at(place);
    const text = placed?.text ?? (placed?.file === undefined ? undefined : read(placed.file));
    if (placed !== undefined && text !== undefined) return { ...placed, place, text };
  }
  return undefined;
}

/** Where the program works; dvc runs each stage in the folder of its `dvc.yaml`, wherever it was started. */
export function movedBy({ language }: WorkflowTarget, workdir: string | undefined): Pick<Run, 'workdir' | 'hasMoved'> {
  return { ...(workdir === undefined ? {} : { workdir }), ...(language === 'dvc' ? { hasMoved: true } : {}) };
}
