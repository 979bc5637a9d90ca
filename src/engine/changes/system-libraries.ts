import { foldName } from '../../shared/fold-name.ts';

/** Images of R that bring the libraries of most packages. */
const brings = /(?:^|\/)(?:geospatial|bioconductor_docker|bioconductor|tidyverse-geospatial)(?:[:@_-]|$)/;

/** What packages of R need of the system. */
export interface SystemNeeds {
  /** Packages of R, as they were named. */
  readonly packages: readonly string[];
  /** Packages of Debian that the image is not seen to have. */
  readonly libraries: readonly string[];
}

/** Packages of R whose libraries nobody brings along; nothing where there are none. `known`: package of R -> packages of Debian. */
export function findSystemNeeds(
  names: readonly string[],
  { image, has }: { readonly image: string; readonly has: readonly string[] },
  known: ReadonlyMap<string, readonly string[]>,
): SystemNeeds | undefined {
  if (brings.test(image)) return undefined;
  const folded = new Map([...known].map(([name, libraries]) => [foldName(name), { name, libraries }]));
  const there = new Set(has.map((each) => each.split('=', 1)[0]));
  const needs = names.flatMap((entry) => {
    const [plain = ''] = entry.replace(/^[a-z]+::/, '').split('@', 1);
    const name = plain.slice(plain.lastIndexOf('/') + 1);
    const found = folded.get(foldName(name));
    const libraries = found?.libraries.filter((each) => !there.has(each)) ?? [];
    return found === undefined || libraries.length === 0 ? [] : [{ name: found.name, libraries }];
  });
  if (needs.length === 0) return undefined;
  return {
    packages: [...new Set(needs.map(({ name }) => name))],
    libraries: [...new Set(needs.flatMap(({ libraries }) => libraries))].toSorted(),
  };
}

/** Them as a clause, and the answer that brings them beside those that are there. `command`: what it is typed behind, with its blank. */
export function saySystemNeeds({ packages, libraries }: SystemNeeds, has: readonly string[], command = ''): string {
  const need = packages.length === 1 ? 'needs' : 'need';
  const all = [...new Set([...has, ...libraries])].toSorted().join(',');
  return `${packages.join(', ')} ${need} libraries of the system, which the image is not known to have, so that the build may fail or they may not load: ${command}--set systemPackages=${all}`;
}
