import type { PackageList } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Names of the tables `[deps]` and `[compat]` of a `Project.toml`, with their lines (from 1). By line: nothing else is of use. */
export function readJuliaTables(text: string): {
  readonly deps: ReadonlyMap<string, number>;
  readonly compat: ReadonlyMap<string, number>;
} {
  const tables = { deps: new Map<string, number>(), compat: new Map<string, number>() };
  let table = '';
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    table = /^\s*\[([\w.]+)\]/.exec(line)?.[1] ?? table;
    const name = /^\s*(\w+)\s*=/.exec(line)?.[1];
    if (name !== undefined && (table === 'deps' || table === 'compat')) tables[table].set(name, index + 1);
  }
  return tables;
}

/** `Project.toml`, with `Manifest.toml` beside it as its lock. */
export function readJuliaProject(
  path: string,
  text: string,
  files: ReadonlyMap<string, ProjectFile>,
): Omit<PackageList, 'path' | 'isSide'> | undefined {
  const packages = [...readJuliaTables(text).deps].map(([name, line]) => ({ name, text: name, line }));
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
