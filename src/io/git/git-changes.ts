import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Milliseconds: a working tree on a slow drive must not hold up a run. */
const patience = 3000;

/** Files below a folder that git knows to be changed or new, relative to it. Empty without git, or outside a working tree. */
export async function listGitChanges(directory: string): Promise<readonly string[]> {
  if (!isInWorkTree(directory)) return [];
  const { execFile } = await import('node:child_process');
  const output = await new Promise<string>((resolve) => {
    execFile(
      'git',
      ['status', '--porcelain=v1', '-z', '--no-renames', '--', '.'],
      { cwd: directory, encoding: 'utf8', timeout: patience },
      (error, stdout) => resolve(error === null ? stdout : ''),
    );
  });
  return output
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => entry.slice(3));
}

/** A look costs less than a process. */
function isInWorkTree(directory: string): boolean {
  return existsSync(join(directory, '.git')) || (dirname(directory) !== directory && isInWorkTree(dirname(directory)));
}
