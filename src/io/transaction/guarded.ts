import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openRegularFile, readRegularFile } from '../files/read-regular-file.ts';
import { absolutePath, anchorPath } from '../project/anchor-path.ts';
import { errorCode } from '../project/explain-file-error.ts';

/**
 * Every change that a transaction makes to a disk. `file` is always relative to the project, `/` as separator, or the one outside of it
 * that `isPlacedPath` knows; `root` is the project's real path. Its folders are looked at anew before each step, and a link among them ends it: what is done must be done in this project.
 */

/** What stands at a path, links not followed. `other`: a link, pipe, socket or device, or something below one. */
export type Kind = 'absent' | 'file' | 'folder' | 'other';

/** A path whose folders are not all real folders of this project any more. */
class Misplaced extends Error {}

/** What stands at a path. */
export function kindAt(root: string, file: string): Kind {
  const anchor = anchorPath(root, file);
  if (anchor === undefined) return 'absent';
  const { base, parts } = anchor;
  for (const index of parts.keys()) {
    const kind = classify(path.join(base, ...parts.slice(0, index + 1)));
    if (index === parts.length - 1 || kind === 'other') return kind;
    if (kind !== 'folder') return 'absent';
  }
  return 'folder';
}

/** SHA-256 of a regular file in hex; nothing where there is none; what stands there instead for everything else. */
export function hashAt(root: string, file: string): string | undefined {
  const kind = kindAt(root, file);
  if (kind === 'absent') return undefined;
  return kind === 'file' ? hash(readRegularFile(absolutePath(root, file))) : kind;
}

/** SHA-256 in hex. */
export function hash(bytes: Buffer | string): string {
  return crypto.hash('sha256', bytes);
}

/** Bytes of a regular file of at most `limit` bytes; nothing where there is none. Throws for anything else. */
export function readAt(root: string, file: string, limit: number): Buffer | undefined {
  const kind = kindAt(root, file);
  if (kind === 'absent') return undefined;
  if (kind !== 'file') throw new Misplaced(`${file} is no regular file`);
  const place = absolutePath(root, file);
  if (fs.lstatSync(place).size > limit) throw new Misplaced(`${file} is larger than ${String(limit)} bytes`);
  return readRegularFile(place);
}

/** Writes a file that is not there yet. */
export function writeNew(root: string, file: string, bytes: Buffer | string): void {
  fs.writeFileSync(within(root, file), bytes, { flag: 'wx' });
}

/** Moves a regular file, or a real folder, to a place in the project. One that is not there is no fault. */
export function moveIfThere(root: string, from: string, to: string): void {
  const kind = kindAt(root, from);
  if (kind === 'absent') return;
  if (kind === 'other') throw new Misplaced(`${from} is neither a file nor a folder`);
  fs.renameSync(absolutePath(root, from), within(root, to));
}

/** Removes what is no folder; a link itself, never what it points to. One that is not there is no fault. */
export function removeFile(root: string, file: string): void {
  try {
    fs.unlinkSync(within(root, file));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
  }
}

/** Removes a folder unless there is something in it. */
export function removeFolderIfEmpty(root: string, folder: string): void {
  try {
    fs.rmdirSync(within(root, folder));
  } catch (error) {
    // A read-only file system says so before it looks whether there is such a folder.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Makes a folder and those missing above it, inside the project, and gives it its permission bits, also where it is there already. */
export function makeFolder(root: string, folder: string, mode?: number): void {
  const anchor = anchorPath(root, folder);
  let place = anchor?.base ?? absolutePath(root, folder);
  // From the top, each looked at once: what is above it was looked at in the step before.
  for (const part of anchor?.parts ?? []) {
    place = path.join(place, part);
    const kind = classify(place);
    if (kind === 'absent') fs.mkdirSync(place);
    else if (kind !== 'folder') throw new Misplaced(`${folder} is not a folder`);
  }
  // Also where it is there already: a run may have been killed between the two steps.
  if (mode !== undefined && (fs.lstatSync(place).mode & 0o7777) !== mode) fs.chmodSync(place, mode);
}

/** Permission bits that what lies in a project may bring: no file becomes one that runs as its owner, or that everybody may write. */
export const plainModes = 0o775;

/** Takes all other permission bits from a regular file. One that is not there is no fault. */
export function makePlain(root: string, file: string): void {
  if (kindAt(root, file) !== 'file') return;
  const handle = openRegularFile(absolutePath(root, file));
  try {
    const { mode } = fs.fstatSync(handle);
    if ((mode & 0o7777 & ~plainModes) !== 0) fs.fchmodSync(handle, mode & plainModes);
  } finally {
    fs.closeSync(handle);
  }
}

/** Absolute path of something whose folders are all real ones of this project. */
function within(root: string, file: string): string {
  const parent = path.posix.dirname(file);
  if (parent !== '.' && kindAt(root, parent) === 'other')
    throw new Misplaced(`${parent} is not a folder of this project`);
  return absolutePath(root, file);
}

function classify(place: string): Kind {
  let stat: fs.Stats | undefined;
  try {
    stat = fs.lstatSync(place, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return 'absent';
    throw error;
  }
  if (stat === undefined) return 'absent';
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
}
