import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { LoadSyntax } from '../../model/programs/syntax.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { glanceAtPython } from './glance/python-imports.ts';
import { indexFiles } from './python/locate-module.ts';
import { readPrograms } from './read-programs.ts';

/** Characters of all programs together up to which each is read as a whole. */
export const mostWhole = 2_500_000;

/** Of more, so many characters of those that can be started. */
const mostStarted = 700_000;

const guard = /^if[ \t(]+__name__\b/m;

const why = 'only what it imports was looked at';

/**
 * Reads the programs of a list as {@link readPrograms} does; where they are many, only the first of those that can be started, and of Python's others
 * what they import. `glanced`: how many these are.
 */
export async function readLarge(
  files: readonly ProjectFile[],
  loadSyntax: LoadSyntax,
  besides: readonly ProjectFile[],
): Promise<{ readonly programs: ReadonlyMap<string, readonly ProgramFacts[]>; readonly glanced: number }> {
  const all = files.reduce((sum, { text = '' }) => sum + text.length, 0);
  const paths = new Set([...files, ...besides].map(({ path }) => path));
  const isModule = ({ path, text = '' }: ProjectFile): boolean =>
    paths.has(`${path.slice(0, path.lastIndexOf('/') + 1)}__init__.py`) && !guard.test(text);
  let started = 0;
  const glanced = new Set(
    files.filter((file) => {
      if (all <= mostWhole || !file.path.endsWith('.py')) return false;
      return isModule(file) || (started += file.text?.length ?? 0) > mostStarted;
    }),
  );
  if (glanced.size === 0) return { programs: await readPrograms(files, loadSyntax, besides), glanced: 0 };
  const given = files.map((file) => (glanced.has(file) ? withoutText(file) : file));
  const programs = new Map(await readPrograms(given, loadSyntax, besides));
  const index = indexFiles(paths);
  for (const file of glanced) {
    const { path, text = '' } = file;
    const seen = glanceAtPython(path, text, index);
    programs.set(path, [isModule(file) ? seen : { ...seen, unread: why }]);
  }
  return { programs, glanced: glanced.size };
}

function withoutText({ path, size, executable }: ProjectFile): ProjectFile {
  return { path, size, executable, unread: why };
}
