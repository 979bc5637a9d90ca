import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import type { ProjectFacts } from '../../src/model/sources/facts.ts';
import { parseProject } from '../../src/parse/project/project.ts';

/** Facts of a project whose files are given as texts by path; those that say what runs them may be executed, but for `locked` ones. */
export async function factsOf(
  files: Readonly<Record<string, string>>,
  locked: readonly string[] = [],
): Promise<ProjectFacts> {
  return parseProject(
    Object.entries(files).map(([path, text]) => ({
      path,
      text,
      size: Buffer.byteLength(text),
      executable: text.startsWith('#!') && !locked.includes(path),
    })),
    { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas },
  );
}
