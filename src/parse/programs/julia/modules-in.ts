import { groupBy } from '../../../shared/group-by.ts';

const modulesByName = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** Julia files of the project by the module that each would be. */
export function modulesIn(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const known = modulesByName.get(paths);
  if (known !== undefined) return known;
  const found = groupBy(
    [...paths].filter((path) => path.endsWith('.jl')),
    (path) => path.slice(path.lastIndexOf('/') + 1, -'.jl'.length),
  );
  modulesByName.set(paths, found);
  return found;
}
