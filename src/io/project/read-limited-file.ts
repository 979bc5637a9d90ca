import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import { refuseWaiting } from './refuse-waiting.ts';

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
  try {
    refuseWaiting(path, name);
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(limit + 1);
      let length = 0;
      for (let read = 1; read > 0 && length <= limit; length += read)
        read = readSync(file, buffer, length, limit + 1 - length, null);
      if (length > limit)
        throw new UserError({
          where: name,
          what: `is larger than ${String(limit)} bytes`,
          fix: 'name a smaller file',
        });
      return buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = reasons[code] ?? {
      what: `cannot be read (${code === '' ? String(error) : code})`,
      fix: 'check the path',
    };
    throw new UserError({ where: name, ...reason });
  }
}
