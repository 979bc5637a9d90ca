import type { PackageList } from '../../model/adopt/repository-facts.ts';

/** R packages that a Nix expression lists (`with rPackages; [ ... ]`, `rPackages.dplyr`): their names can be read, its installer is not ours. */
export function readNix(path: string, text: string): Omit<PackageList, 'path' | 'isSide'> | undefined {
  const packages = new Map<string, PackageList['packages'][number]>();
  let inside = false;
  text.split('\n').forEach((line, index) => {
    const code = line.replace(/#.*/, '');
    for (const [, name = ''] of code.matchAll(/rPackages\.(\w+)/g)) add(name, index + 1);
    const opened = /rPackages\s*;\s*\[(.*)/.exec(code)?.[1];
    if (opened !== undefined) inside = true;
    if (inside)
      for (const [name] of (opened ?? code).replace(/\].*/, '').matchAll(/\b[A-Za-z]\w*\b/g)) add(name, index + 1);
    if (inside && code.includes(']')) inside = false;
  });
  function add(name: string, line: number): void {
    const plain = name.replaceAll('_', '.');
    if (!packages.has(plain)) packages.set(plain, { name: plain, text: plain, line });
  }
  if (packages.size === 0) return undefined;
  return {
    language: 'r',
    installer: 'nix',
    packages: [...packages.values()],
    locked: false,
    problems: [
      {
        what: 'Nix installs nothing in the bases: the names are taken over, their versions are not',
        location: { file: path },
      },
    ],
  };
}
