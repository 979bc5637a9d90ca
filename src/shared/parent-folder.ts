/** The folder above one that is written with a slash at its end: `a/` of `a/b/`, nothing of `a/`. */
export function parentFolder(folder: string): string {
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
}
