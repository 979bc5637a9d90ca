import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repositoryOf } from './find-repository.ts';
import { findProjectAbove, isProject } from '../project/find-projects.ts';

/** How many folders up is looked where no repository says what belongs together. */
const mostLevels = 3;

/**
 * The folder of the project that a folder belongs to, as an absolute path without links: the nearest project of this generator, itself included; else the
 * root of its git repository. Nothing where there is neither. Throws what the file system does where the folder is not there.
 */
export function findFolderAround(folder: string): string | undefined {
  const real = fs.realpathSync.native(folder);
  return isProject(real) ? real : (findProjectAbove(real) ?? repositoryOf(real));
}

/**
 * A folder and those above it, nearest first, each an absolute path without links: at most three up, of the same owner, and neither the home folder nor
 * one above it.
 */
export function foldersUpFrom(folder: string): readonly [string, ...string[]] {
  const real = fs.realpathSync.native(folder);
  const owner = fs.statSync(real).uid;
  const found: [string, ...string[]] = [real];
  for (let place = path.dirname(real); found.length <= mostLevels; place = path.dirname(place)) {
    const isAbove = place === os.homedir() || os.homedir().startsWith(`${place}${path.sep}`) || place === path.sep;
    if (isAbove || fs.statSync(place).uid !== owner) break;
    found.push(place);
  }
  return found;
}
