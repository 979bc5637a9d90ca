import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { goldenFolder, listVariants } from '../helpers/golden.ts';

/** One golden tree. */
export interface GoldenTree {
  readonly name: string;
  readonly folder: string;
  /** Paths below `folder`, sorted. */
  readonly files: readonly string[];
}

/** All golden trees as they stand in the repository. */
export const trees: readonly GoldenTree[] = listVariants().map((name) => {
  const folder = join(goldenFolder, name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    name,
    folder,
    files: entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')).toSorted(),
  };
});

/** Every file of every tree whose path matches. Throws when there is none: a tool that looks at nothing proves nothing. */
export function filesLike(pattern: RegExp): readonly (readonly [tree: string, file: string, folder: string])[] {
  const found = trees.flatMap((tree) =>
    tree.files.filter((file) => pattern.test(file)).map((file) => [tree.name, file, tree.folder] as const),
  );
  if (found.length === 0) throw new Error(`no golden tree has a file like ${String(pattern)}`);
  return found;
}
