import type { JuliaPackagesView } from '../../model/render/view.ts';

/** Sorts packages of Julia by how they are named. */
export function viewJuliaPackages(packages: readonly string[]): JuliaPackagesView {
  const manifest = packages.find((entry) => /^Manifest[\w.-]*\.toml$/.test(entry));
  const found = packages.map((entry) => /^(?:([^/@]+)\/)?([^@]+)(?:@(.+))?$/.exec(entry) ?? []);
  return {
    names: found.flatMap(([, owner, name = '', version]) =>
      owner === undefined && version === undefined && name !== manifest ? [name] : [],
    ),
    versions: found.flatMap(([, owner, name = '', version]) =>
      owner === undefined && version !== undefined ? [{ name, version }] : [],
    ),
    repositories: found.flatMap(([, owner, name = '', commit = '']) =>
      owner === undefined ? [] : [{ address: `https://github.com/${owner}/${name}`, commit }],
    ),
    manifest: manifest ?? '',
    hasManifest: manifest !== undefined,
    isOpen: manifest === undefined && packages.length > 0,
  };
}
