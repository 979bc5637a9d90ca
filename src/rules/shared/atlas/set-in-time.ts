import type { AtlasEntry } from '../../../model/atlas/atlas-entry.ts';
import type { SetVariable } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { isAfterImport, isWithout } from '../reach/run-order.ts';
import { firstPart } from './match-name.ts';

/** A variable that a program sets, and which program does. */
export interface PlacedSet extends SetVariable {
  readonly path: string;
}

/** One that has no effect, and why. */
export interface IdleSet extends PlacedSet {
  readonly why: string;
}

/**
 * Where the programs that the container starts, or those of the build, set a variable: the first place that has an effect, and the first
 * that has none: the library that reads the variable once was imported before, or another program imports it.
 */
export function findSet(
  name: string,
  reach: Reach,
  isBuilt: boolean,
  atlas: readonly AtlasEntry[],
): { readonly inTime?: PlacedSet; readonly late?: IdleSet } {
  const sets = reach.programs
    .filter(({ class: kind }) => (kind === 'built') === isBuilt)
    .flatMap(({ program: { path, variables } }) =>
      variables.filter((each) => each.name === name).map((each) => ({ ...each, path })),
    );
  if (sets.length === 0) return {};
  const readers = readersOf(name, atlas);
  const late = sets.filter((each) => isAfterImport(each, readers, reach));
  const inTime = sets.filter((each) => !late.includes(each));
  const [first] = inTime;
  if (first !== undefined && isWithout(name, inTime, readers, reach, isBuilt))
    return { late: { ...first, why: 'in another program than one that imports what reads it' } };
  return {
    ...(first === undefined ? {} : { inTime: first }),
    ...(late[0] === undefined ? {} : { late: { ...late[0], why: 'after the import that reads it' } }),
  };
}

/** `set at main.py:4, after the import that reads it` */
export function describeLate({ path, line, why }: IdleSet): string {
  return `set at ${path}:${String(line)}, ${why}`;
}

/** Imports after which a variable is read: of libraries that read it when they are imported, and of those on top of them that it keeps off. */
function readersOf(variable: string, atlas: readonly AtlasEntry[]): ReadonlySet<string> {
  const readers = atlas.filter(({ settings = [] }) =>
    settings.some(({ name, atImport }) => name === variable && atImport === true),
  );
  const names = new Set(readers.map(({ name }) => name));
  const above = atlas.filter(
    ({ brings = [], triggers }) =>
      brings.some((name) => names.has(name)) &&
      triggers.some(({ unless = [] }) => unless.some((each) => 'variable' in each && each.variable === variable)),
  );
  return new Set([...readers, ...above].flatMap(({ imports }) => imports.map(firstPart)));
}
