import fs from 'node:fs';
import path from 'node:path';

/** At the end of what an undo point is called: the folder of the project was made with it. */
export const inNewFolder = ', in a new folder';

/** Removes a folder that is empty, unless somebody stands in it. Whether it was removed. */
export function removeEmptyFolder(folder: string, cwd: string): boolean {
  if (!path.relative(folder, cwd).startsWith('..')) return false;
  try {
    fs.rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
