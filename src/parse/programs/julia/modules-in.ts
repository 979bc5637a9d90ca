import type { SyntaxNode } from '../../../model/programs/syntax.ts';
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

const packagesByName = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** Packages of the project by their names: `src/NAME.jl` beside a Project.toml. */
export function packagesIn(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const known = packagesByName.get(paths);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const [, folder = '', name] = /^(.*\/)?src\/(\w+)\.jl$/.exec(path) ?? [];
    if (name === undefined) continue;
    if (paths.has(`${folder}Project.toml`) || paths.has(`${folder}JuliaProject.toml`))
      found.set(name, [...(found.get(name) ?? []), path]);
  }
  packagesByName.set(paths, found);
  return found;
}

/** What is taken from a module, by the names that it has from then on: `using Downloads: download as d`. */
export function selectedIn(
  { children }: SyntaxNode,
  text: string,
): {
  readonly name?: string;
  readonly members: readonly string[];
  readonly aliases: readonly (readonly [string, string])[];
} {
  const [module, ...parts] = children
    .filter(({ kind }) => kind === 'ImportPath' || kind === 'ImportAlias')
    .map(({ start, end }) =>
      text
        .slice(start, end)
        .split(/\sas\s/)
        .map((each) => each.trim()),
    );
  const name = module?.[0];
  if (name === undefined) return { members: [], aliases: [] };
  return {
    name,
    members: parts.flatMap(([member = '']) => member),
    aliases: parts.map(([member = '', alias = member]) => [alias, `${name}.${member}`]),
  };
}
