import path from 'node:path';
import { isPlacedFolder, isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { repositoryOf } from '../git/find-repository.ts';

/** The folder that a path of a project is counted from, and its parts below that. */
export interface Anchor {
  readonly base: string;
  readonly parts: readonly string[];
}

/**
 * A path of a project, or of the one file that it may have at the root of its repository; nothing for any other outside of it, and where
 * the project lies in no repository or is the whole of it. `root`: the project's real path.
 */
export function anchorPath(root: string, file: string): Anchor | undefined {
  if (!file.startsWith(REPOSITORY_PREFIX)) return { base: root, parts: file.split('/') };
  const base = isPlacedPath(file) || isPlacedFolder(file) ? repositoryOf(root) : undefined;
  return base === undefined || base === root
    ? undefined
    : { base, parts: file.slice(REPOSITORY_PREFIX.length).split('/') };
}

/** The absolute path of the same. Throws where there is none. */
export function absolutePath(root: string, file: string): string {
  const anchor = anchorPath(root, file);
  if (anchor === undefined) throw new Error(`${file} is nowhere outside of this project`);
  return path.join(anchor.base, ...anchor.parts);
}
