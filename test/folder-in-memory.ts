import { accessSync, constants, statfsSync } from 'node:fs';

/** Linux's file system in memory, where a file is safe at once: on a disk, tests of what is written wait most of their time for it. */
const inMemory = '/dev/shm';
/** Bytes that must be free there; a container has 64 MB unless it was asked for more. */
const needed = 2 ** 31;

/** Has temporary folders lie in memory, unless somebody named another place or there is too little of it. */
export default function setUp(): void {
  if (process.env['TMPDIR'] !== undefined) return;
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    if (bavail * bsize >= needed) process.env['TMPDIR'] = inMemory;
  } catch {
    // There is none: the disk it is.
  }
}
