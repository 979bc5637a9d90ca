import fs from 'node:fs';
import os from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { readSmallFile } from './read-small-file.ts';

/**
 * The path of a folder from the root of the git repository that it lies in, with `/`; empty at the root itself, nothing outside of repositories. By the
 * place of `.git` alone: git is not asked. A home folder that is kept in a repository as a whole is no project's repository.
 */
export function folderInRepository(directory: string): string | undefined {
  const root = repositoryOf(directory);
  return root === undefined ? undefined : relative(root, directory).replaceAll(sep, '/');
}

/** The root of the git repository that a folder lies in, under the same conditions. `directory`: absolute. */
export function repositoryOf(directory: string): string | undefined {
  for (let folder = directory; folder !== os.homedir(); folder = dirname(folder)) {
    const stat = fs.lstatSync(join(folder, '.git'), { throwIfNoEntry: false });
    if (stat !== undefined) return isOurs(stat, directory) ? folder : undefined;
    if (dirname(folder) === folder) return undefined;
  }
  return undefined;
}

/** Anybody may put a `.git` into a folder that all share, such as the one of temporary files: it does not count, as with git itself. */
function isOurs({ uid }: fs.Stats, directory: string): boolean {
  const user = process.getuid?.();
  return user === undefined || uid === user || uid === fs.statSync(directory, { throwIfNoEntry: false })?.uid;
}

/** The text of the `.gitlab-ci.yml` at the root of the repository that a folder lies in, where it names this file of it outside of comments; else nothing. */
export function textThatStarts(directory: string, file: string): string | undefined {
  const root = repositoryOf(directory);
  const text = root === undefined ? undefined : readSmallFile(join(root, '.gitlab-ci.yml'));
  const isNamed = text?.split('\n').some((line) => (line.split(/(?<!\S)#/, 1)[0] ?? '').includes(file));
  return isNamed === true ? text : undefined;
}
