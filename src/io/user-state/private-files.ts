import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../project/make-folders.ts';

/** A folder that is really there, belongs to this user, and into which nobody else may write. */
export function isPrivateFolder(folder: string): boolean {
  const stat = look(folder);
  return stat?.isDirectory() === true && isOurs(stat, 0o022);
}

/** Makes `folder` for this user alone, and the shared folders above it as they use to be; says why it is not to be used, or nothing. */
export function makePrivateFolder(folder: string): string | undefined {
  const parent = path.dirname(folder);
  if (look(folder) === undefined) {
    makeFolders(parent);
    makeFolders(folder, 0o700);
  }
  return isPrivateFolder(folder) ? undefined : `${folder} is not a folder of this user alone`;
}

/** Text of a regular file that nobody else may read or write; nothing for anything else, or where it is larger than `limit` bytes. */
export function readPrivateFile(file: string, limit: number): string | undefined {
  let handle: number;
  try {
    // Not through a link, and without waiting for the other end of a pipe.
    handle = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    const stat = fs.fstatSync(handle);
    return stat.isFile() && stat.size <= limit && isOurs(stat, 0o077) ? fs.readFileSync(handle, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    fs.closeSync(handle);
  }
}

/** Removes a file; one that cannot be removed stays. */
export function removeQuietly(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // Not there any more, or not ours: whoever asks has nothing else to do about it.
  }
}

/** The names in a folder; none where it cannot be listed. */
export function listQuietly(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function look(place: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Of this user, without any of the permissions in `forbidden`. Windows has neither: there a profile is the user's own. */
function isOurs(stat: fs.Stats, forbidden: number): boolean {
  const user = process.getuid?.();
  return user === undefined || (stat.uid === user && (stat.mode & forbidden) === 0);
}
