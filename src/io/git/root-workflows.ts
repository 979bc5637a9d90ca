import fs from 'node:fs';
import { join } from 'node:path';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { readSmallFile } from './read-small-file.ts';
import { repositoryOf } from './find-repository.ts';

/** Files that are read, in the order of their names. */
const mostFiles = 100;

/** The workflows at the root of the repository that a folder lies in, of those that are called as this program calls them: path there and text. */
export function rootWorkflows(directory: string): readonly { readonly path: string; readonly text: string }[] {
  const root = repositoryOf(directory);
  if (root === undefined) return [];
  return namesIn(join(root, '.github', 'workflows'))
    .map((name) => `.github/workflows/${name}`)
    .filter((path) => isPlacedPath(`${REPOSITORY_PREFIX}${path}`))
    .slice(0, mostFiles)
    .flatMap((path) => {
      const text = readSmallFile(join(root, path));
      return text === undefined ? [] : [{ path, text }];
    });
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
