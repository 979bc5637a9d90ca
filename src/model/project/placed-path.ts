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

/** A path of a project as it is from where its folder was typed; what is counted from the repository's root stays so. */
export function placeFrom(directory: string, path: string): string {
  const folder = directory.replace(/\/$/, '');
  return folder === '.' || path.startsWith(REPOSITORY_PREFIX) ? path : `${folder}/${path}`;
}

/** The same where many stand below each other: below a folder that was named in full they are counted from it. */
export function placeShort(directory: string, path: string): string {
  return directory.startsWith('/') ? path : placeFrom(directory, path);
}

/** Whether a path is a folder above {@link isPlacedPath}'s files. */
export function isPlacedFolder(path: string): boolean {
  return placedFolders.has(path);
}
