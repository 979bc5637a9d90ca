import fs from 'node:fs';
import os from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * The path of a folder from the root of the git repository that it lies in, with `/`; empty at the root itself, nothing outside of repositories. By the
 * place of `.git` alone: git is not asked. A home folder that is kept in a repository as a whole is no project's repository.
 */
export function folderInRepository(directory: string): string | undefined {
  const parts: string[] = [];
  for (let folder = directory; folder !== os.homedir(); folder = dirname(folder)) {
    if (fs.existsSync(join(folder, '.git'))) return parts.join('/');
    if (dirname(folder) === folder) return undefined;
    parts.unshift(basename(folder));
  }
  return undefined;
}
