import type { RPackagesView } from '../../model/render/view.ts';

/** Sorts packages of R by where they come from; those without a version of their own are those of a day, ISO 8601. */
export function viewRPackages(
  packages: readonly string[],
  day: string,
  isOfBioconductor: (name: string) => boolean,
): RPackagesView {
  const versions = packages.flatMap((entry) => {
    const [, name, version] = /^([\w.]+)@(.+)$/.exec(entry) ?? [];
    return name === undefined || version === undefined ? [] : [{ name, version }];
  });
  const repositories = packages.flatMap((entry) => {
    const [, repository, commit] = /^([^@/]+\/[^@]+)@(.+)$/.exec(entry) ?? [];
    return repository === undefined || commit === undefined ? [] : [{ repository, commit }];
  });
  return {
    names: packages
      .filter((entry) => !/[@/]/.test(entry) && entry !== 'renv.lock')
      .map((entry) => entry.replace('bioc::', '')),
    versions,
    repositories,
    needsRemotes: versions.length + repositories.length > 0,
    needsBioconductor: packages.some((entry) => entry.startsWith('bioc::') || isOfBioconductor(entry)),
    bioconductor: `https://packagemanager.posit.co/bioconductor/${day}`,
    hasLock: packages.includes('renv.lock'),
  };
}
