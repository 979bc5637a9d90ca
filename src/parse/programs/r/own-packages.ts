import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { ProjectFile } from '../../../model/sources/facts.ts';

/** The packages of R that a project is, or has in folders, by their names, each with its scripts. */
export type OwnPackages = ReadonlyMap<string, readonly string[]>;

export function ownPackages(files: readonly ProjectFile[]): OwnPackages {
  const found = new Map<string, readonly string[]>();
  for (const { path, text } of files) {
    const folder = /^(.*\/)?DESCRIPTION$/.exec(path);
    const name = folder === null ? undefined : /^Package:[ \t]*([A-Za-z][\w.]*)/m.exec(text ?? '')?.[1];
    if (name === undefined) continue;
    const scripts = `${folder?.[1] ?? ''}R/`;
    found.set(
      name,
      files.flatMap(({ path: file }) =>
        file.startsWith(scripts) && /^[^/]+\.[rR]$/.test(file.slice(scripts.length)) ? [file] : [],
      ),
    );
  }
  return found;
}

/** The facts of a program in R, with the scripts of the project's own packages as what it loads: `library(own)`, `own::run_app()`. */
export function loadOwn(facts: ProgramFacts, packages: OwnPackages): ProgramFacts {
  if (packages.size === 0) return facts;
  return {
    ...facts,
    imports: facts.imports.map((each) => {
      const files = each.files.length === 0 ? packages.get(each.name) : undefined;
      return files === undefined ? each : { ...each, files: files.filter((file) => file !== facts.path) };
    }),
  };
}
