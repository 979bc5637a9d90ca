import type { PackageList } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** `Project.toml`, with `Manifest.toml` beside it as its lock. By line: only `[deps]` and `[compat]` are of use. */
export function readJuliaProject(
  path: string,
  text: string,
  files: ReadonlyMap<string, ProjectFile>,
): Omit<PackageList, 'path' | 'isSide'> | undefined {
  const packages: PackageList['packages'][number][] = [];
  let table = '';
  text.split(/\r?\n/).forEach((line, index) => {
    table = /^\s*\[([\w.]+)\]/.exec(line)?.[1] ?? table;
    const name = table === 'deps' ? /^\s*(\w+)\s*=/.exec(line)?.[1] : undefined;
    if (name !== undefined) packages.push({ name, text: name, line: index + 1 });
  });
  const lock = `${path.slice(0, path.lastIndexOf('/') + 1)}Manifest.toml`;
  const locked = files.has(lock);
  return { language: 'julia', installer: 'julia', packages, locked, ...(locked ? { lock } : {}), problems: [] };
}

/** The Julia that a project was made with or asks for: `julia_version` of a Manifest, `julia` of compat. */
export function readJuliaVersion(text: string): { readonly version: string; readonly line: number } | undefined {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const found = /^\s*(?:julia_version|julia)\s*=\s*"([^"]+)"/.exec(line)?.[1];
    if (found !== undefined) return { version: found, line: index + 1 };
  }
  return undefined;
}
