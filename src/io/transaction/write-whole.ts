import fs from 'node:fs';
import { openRegularFile } from '../files/read-regular-file.ts';

/**
 * Writes a file that is not there yet, and gives it mode and owner by what was opened: its name may be that of another file by then. `mode`: permission
 * bits, or what makes them of those that it has. Throws what the system says.
 */
export function writeWhole(
  file: string,
  bytes: Buffer | string,
  mode: number | ((made: number) => number),
  owner?: fs.Stats,
): void {
  const handle = fs.openSync(file, 'wx');
  try {
    fs.writeFileSync(handle, bytes);
    const made = fs.fstatSync(handle).mode & 0o7777;
    const asked = typeof mode === 'number' ? mode : mode(made);
    if (asked !== made) fs.fchmodSync(handle, asked);
    if (owner !== undefined) keepOwner(handle, owner);
  } finally {
    fs.closeSync(handle);
  }
}

/** Root who upgrades a user's project leaves the files to the user; anybody else cannot give files away, and need not. */
function keepOwner(handle: number, { uid, gid }: fs.Stats): void {
  try {
    fs.fchownSync(handle, uid, gid);
  } catch {
    // Not root: the new file is ours, as with every editor that writes a new file.
  }
}

/** Keeps a file under a second name: a hard link keeps bytes, permissions, times and owner without needing space; a copy where links cannot be had. */
export function save(file: string, saved: string): void {
  try {
    fs.linkSync(file, saved);
  } catch {
    const handle = openRegularFile(file);
    try {
      writeWhole(saved, fs.readFileSync(handle), fs.fstatSync(handle).mode & 0o7777);
    } finally {
      fs.closeSync(handle);
    }
  }
}
