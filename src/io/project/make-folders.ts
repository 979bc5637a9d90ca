import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from './explain-file-error.ts';

/**
 * Makes a folder and those missing above it, all or none, each with `mode` before the umask. Returns what it made, innermost first.
 * Not by mkdir's own `recursive`, which never returns where the system answers "no such file" for a folder whose parent is there, as /proc does.
 */
export function makeFolders(folder: string, mode = 0o777): readonly string[] {
  const missing: string[] = [];
  for (let each = path.resolve(folder); !fs.existsSync(each); each = path.dirname(each)) missing.push(each);
  const made: string[] = [];
  try {
    for (const each of missing.toReversed()) if (makeOne(each, mode)) made.unshift(each);
  } catch (error) {
    for (const each of made) fs.rmdirSync(each);
    throw error;
  }
  return made;
}

/** Whether it was made here: somebody else may have done so meanwhile. */
function makeOne(folder: string, mode: number): boolean {
  try {
    fs.mkdirSync(folder, mode);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw error;
    return false;
  }
}
