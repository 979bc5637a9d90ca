import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readSmallFile } from './read-small-file.ts';

/** Where git keeps what it knows of a working tree. */
export interface GitFolder {
  /** Of this working tree: its index lies there. */
  readonly own: string;
  /** Of the repository: its configuration lies there. */
  readonly common: string;
}

/**
 * The folder that `.git` of a working tree is or leads to; a link is not followed. A `.git` which is a file belongs to a second working tree or a
 * submodule. Anybody can write a path into such a file, so that only a folder which names this working tree in its turn is believed.
 */
export function findGitFolder(tree: string): GitFolder | undefined {
  const place = join(tree, '.git');
  const stat = fs.lstatSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return { own: place, common: place };
  return stat === undefined ? undefined : findNamed(tree);
}

function findNamed(folder: string): GitFolder | undefined {
  const target = /^gitdir: (.+)/.exec(readSmallFile(join(folder, '.git')) ?? '')?.[1];
  const place = target === undefined ? undefined : findReal(resolve(folder, target.trim()));
  const tree = findReal(folder);
  if (place === undefined || tree === undefined) return undefined;
  const back = readSmallFile(join(place, 'gitdir'))?.trim();
  if (back !== undefined) {
    const isOne = basename(dirname(place)) === 'worktrees' && findReal(resolve(place, back)) === join(tree, '.git');
    return isOne ? { own: place, common: dirname(dirname(place)) } : undefined;
  }
  const named = /^[ \t]*worktree[ \t]*=[ \t]*(\S.*)/m.exec(readSmallFile(join(place, 'config')) ?? '')?.[1];
  return named !== undefined && findReal(resolve(place, named.trim())) === tree
    ? { own: place, common: place }
    : undefined;
}

function findReal(place: string): string | undefined {
  try {
    return fs.realpathSync.native(place);
  } catch {
    return undefined;
  }
}
