import fs from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { openRegularFile } from '../files/read-regular-file.ts';
import { describeWaiting, isOfSystem, refuseWaiting } from './refuse-waiting.ts';

const reasons: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  ENOENT: { what: 'there is no such file', fix: 'check the path; it is read from the current folder' },
  ENOTDIR: { what: 'there is no such file', fix: 'check the path; a part of it is a file, not a folder' },
  EISDIR: { what: 'is a folder', fix: 'name the file in it' },
  EACCES: { what: 'may not be read', fix: 'give yourself permission: chmod u+r on the file, u+x on its folders' },
  ELOOP: { what: 'is a symbolic link that leads to itself', fix: 'name the file that is meant' },
  ENAMETOOLONG: { what: 'is longer than a path can be', fix: 'check the path' },
};

/**
 * Bytes of a file, pipe of a shell or device that a person named, never more than `limit` of them in memory.
 * Throws a UserError, under the name as it was given, when there is none, it cannot be read, it is larger, or a named pipe.
 */
export function readLimitedFile(path: string, name: string, limit: number): Uint8Array {
  return explain(name, () => {
    refuseWaiting(path, name);
    return readUpTo(openNamed(path, name), name, limit);
  });
}

/** The same of a regular file alone, which is opened as what it is: what lies there by then, a link or a pipe, is not read. `name`: from the folder `from`. */
export function readPlainFile(from: string, name: string, limit: number): Uint8Array {
  const isLink = { what: 'is a symbolic link', fix: 'put the file itself in its place' };
  return explain(name, () => readUpTo(openRegularFile(resolve(from, name)), name, limit), { ELOOP: isLink });
}

/** Follows links, and waits for the other end of no named pipe, also where one came since it was looked at. */
function openNamed(path: string, name: string): number {
  const place = isOfSystem(path) ? path : fs.realpathSync(path);
  if (isOfSystem(place)) return fs.openSync(place, 'r');
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  // Windows has neither.
  const handle = fs.openSync(place, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  if (!fs.fstatSync(handle).isFIFO()) return handle;
  fs.closeSync(handle);
  throw describeWaiting(name, 'a named pipe, which would be waited for');
}

function readUpTo(file: number, name: string, limit: number): Uint8Array {
  try {
    const buffer = Buffer.allocUnsafe(limit + 1);
    let length = 0;
    for (let read = 1; read > 0 && length <= limit; length += read)
      read = fs.readSync(file, buffer, length, limit + 1 - length, null);
    if (length > limit)
      throw new UserError({
        where: name,
        what: `is larger than ${String(limit)} bytes`,
        fix: 'name a smaller file',
      });
    return buffer.subarray(0, length);
  } finally {
    fs.closeSync(file);
  }
}

function explain(name: string, read: () => Uint8Array, others: typeof reasons = {}): Uint8Array {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = others[code] ??
      reasons[code] ?? {
        what: `cannot be read (${code === '' ? String(error) : code})`,
        fix: 'check the path',
      };
    throw new UserError({ where: name, ...reason });
  }
}
