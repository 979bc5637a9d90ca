import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { judgeDataFile, type DataKind } from './data-files.ts';

interface Copied {
  readonly path: string;
  readonly instruction: Instruction;
}

/**
 * Judges what is copied by what it is: by its own name and text, and by the name that it has in the image where that ends otherwise, since the program
 * reads it as that (`COPY lookup.bin /app/patients.csv`).
 */
export function judgeCopied(
  copied: readonly Copied[],
  dockerfile: string,
  { reach, byPath }: ProjectFacts,
): readonly (Copied & { readonly kind: DataKind })[] {
  const placesOf = placesByFile(reach.get(dockerfile));
  return copied.map(({ path, instruction }) => {
    const file = byPath.get(path);
    const names = (placesOf.get(path) ?? []).map(nameOf).filter((name) => endOf(name) !== endOf(nameOf(path)));
    const kinds = [path, ...names].map((name) => judgeDataFile(name, file));
    return { path, instruction, kind: kinds.find((kind) => kind !== undefined) };
  });
}

/** The paths in the image under which each file of the project lies. */
function placesByFile(reach: Reach | undefined): ReadonlyMap<string, readonly string[]> {
  if (reach === undefined) return new Map();
  return once(reach, 'places by file', () => {
    const places = [...reach.places].map(([place, file]) => ({ place, file }));
    return new Map(
      [...groupBy(places, ({ file }) => file)].map(([file, all]) => [file, all.map(({ place }) => place)]),
    );
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endOf(name: string): string {
  return name.slice(name.lastIndexOf('.')).toLowerCase();
}
