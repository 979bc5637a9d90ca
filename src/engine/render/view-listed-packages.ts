import type { PackageListing } from '../../model/render/language.ts';
import type { ListedPackagesView } from '../../model/render/view.ts';

/**
 * Sorts the packages that a script of the project installs by how they are named; all empty where a tool reads their list. Those without a
 * version of their own are those of a day, ISO 8601, where the language's index has days.
 */
export function viewListedPackages(
  packages: readonly string[],
  listing: PackageListing | undefined,
  { day, isOfSecond }: { readonly day: string; readonly isOfSecond: (name: string) => boolean },
): ListedPackagesView {
  if (listing === undefined) return nothing;
  const { locks, project, resolvesAtBuild, second } = listing;
  const lock = packages.find((entry) => locks.test(entry));
  const found = packages
    .filter((entry) => entry !== lock)
    .map((entry) => /^(?:([^/@]+)\/)?([^@]+)(?:@(.+))?$/.exec(entry) ?? []);
  const versions = found.flatMap(([, owner, name = '', version]) =>
    owner === undefined && version !== undefined ? [{ name, version }] : [],
  );
  const repositories = found.flatMap(([, owner, name = '', commit = '']) =>
    owner === undefined
      ? []
      : [{ repository: `${owner}/${name}`, address: `https://github.com/${owner}/${name}`, commit }],
  );
  const prefix = second?.prefix ?? '';
  return {
    names: found.flatMap(([, owner, name = '', version]) =>
      owner === undefined && version === undefined ? [name.slice(name.startsWith(prefix) ? prefix.length : 0)] : [],
    ),
    versions,
    repositories,
    hasOthers: versions.length + repositories.length > 0,
    needsSecond: second !== undefined && packages.some((entry) => entry.startsWith(second.prefix) || isOfSecond(entry)),
    second: second === undefined ? '' : `${second.address}${day}`,
    lock: lock ?? '',
    hasLock: lock !== undefined,
    lockFiles: lock === undefined ? [] : [...(project === undefined ? [] : [project]), lock],
    isOpen: resolvesAtBuild && lock === undefined && packages.length > 0,
  };
}

const nothing: ListedPackagesView = {
  names: [],
  versions: [],
  repositories: [],
  hasOthers: false,
  needsSecond: false,
  second: '',
  lock: '',
  hasLock: false,
  lockFiles: [],
  isOpen: false,
};
