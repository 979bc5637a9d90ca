import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from './explain-file-error.ts';

/**
 * Makes a folder and those missing above it, each with `mode` before the umask. Returns what was missing, innermost first.
 * Not by mkdir's own `recursive`, which never returns where the system answers "no such file" for a folder whose parent is there, as /proc does.
 */
export function makeFolders(folder: string, mode = 0o777): readonly string[] {
  const missing = listMissing(folder);
  for (const each of missing.toReversed()) makeOne(each, mode);
  return missing;
}

/** The folder and those above it that do not exist, innermost first. */
export function listMissing(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let each = path.resolve(folder); !fs.existsSync(each); each = path.dirname(each)) missing.push(each);
  return missing;
}

/** Somebody else may have made it meanwhile. */
function makeOne(folder: string, mode: number): void {
  try {
    fs.mkdirSync(folder, mode);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
