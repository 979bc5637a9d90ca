/** The folder above one that is written with a slash at its end: `a/` of `a/b/`, nothing of `a/`. */
export function parentFolder(folder: string): string {
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
}

/** A relative name as a path below the root, seen from a folder there; nothing for one that leads out of it. */
export function seenFrom(folder: string, name: string): string | undefined {
  if (/^(?:\/|~|[A-Za-z]:|\.\.\.)/.test(name)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
