import { lstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'may not be read',
  ELOOP: 'is a symbolic link that leads to itself',
};

/** Whether a path, relative to `from`, is a file or a folder; or why it is neither. */
export async function kindOfPath(
  from: string,
  path: string,
): Promise<'file' | 'folder' | { readonly problem: string }> {
  try {
    const found = await stat(resolve(from, path));
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : { problem: 'is neither a file nor a folder' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { problem: reasons[code] ?? `cannot be read (${code})` };
  }
}

/** Whether a path, relative to `from`, is a symbolic link itself. Where nothing can be reached it is none: {@link kindOfPath} says why. */
export function isLink(from: string, path: string): boolean {
  try {
    return lstatSync(resolve(from, path)).isSymbolicLink();
  } catch {
    return false;
  }
}
