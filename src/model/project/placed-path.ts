/** The first word of a path that is counted from the repository's root instead of the project's folder, wherever the project lies in it. */
export const REPOSITORY_PREFIX = 'repository:';

/** Folders of a repository that are made for a pipeline where they are missing. */
const placedFolders = new Set([`${REPOSITORY_PREFIX}.github`, `${REPOSITORY_PREFIX}.github/workflows`]);

/**
 * Whether a path is the one outside of its folder that a project may have: its GitHub workflow, at the root of its repository. Whatever a
 * record or a journal names there besides is not read, written or removed.
 */
export function isPlacedPath(path: string): boolean {
  return /^repository:\.github\/workflows\/container-[a-z0-9]+(?:-[a-z0-9]+)*\.yml$/.test(path) && path.length <= 100;
}

/** Whether a path is a folder above {@link isPlacedPath}'s files. */
export function isPlacedFolder(path: string): boolean {
  return placedFolders.has(path);
}
