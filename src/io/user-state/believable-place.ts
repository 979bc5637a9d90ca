import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isGroupOfOne, readAccounts } from './group-of-one.ts';
import { listPassed, type Passed } from './list-passed.ts';

/**
 * Why a folder is no place for what this user's runs remember, in words that follow "since"; nothing where it is one. Not inside the project at hand or
 * a repository around it, by the real places of both: what lies there could come from anybody, keys as well. Not below a folder that belongs to somebody
 * else than this user and root, that everybody may write, or a group that others are in, nor by way of a link of somebody else's: another one could be
 * moved into its place.
 */
export function explainUnbelievable(folder: string, project: string | undefined): string | undefined {
  const place = realOf(folder);
  if (project !== undefined && treesAround(realOf(project)).some((tree) => isInside(tree, place)))
    return `${folder} lies inside the project, or the repository around it`;
  // Windows has neither such owners nor such permissions: there a profile is the user's own.
  const user = process.getuid?.();
  return user === undefined ? undefined : explainOthers(listPassed(path.dirname(folder)), user);
}

/** Who else may put another folder in the place of one of these. */
function explainOthers(passed: readonly Passed[], user: number): string | undefined {
  const foreign = passed.find(({ stat }) => stat.uid !== user && stat.uid !== 0);
  if (foreign !== undefined) {
    const { place, stat } = foreign;
    const may = stat.isSymbolicLink() ? 'lead it elsewhere' : 'put another folder in the place of what lies in it';
    return `${place} belongs to another user (uid ${String(stat.uid)}), who may ${may}, until XDG_STATE_HOME names a folder of your own`;
  }
  const open = passed.find(({ stat }) => mayWrite(stat, 0o002));
  if (open !== undefined) return `everybody may put another folder in the place of what lies in ${open.place}`;
  const shared = passed.find(({ stat }) => mayWrite(stat, 0o020) && !isGroupOfOne(stat.gid, user, readAccounts()));
  return shared === undefined
    ? undefined
    : `its group may put another folder in the place of what lies in ${shared.place}, until chmod g-w is run on that`;
}

/** The project and each repository around it. A home that is kept in a repository as a whole is this user's own, whatever `HOME` says. */
function treesAround(project: string): readonly string[] {
  const home = ownHome();
  const around = [...foldersAbove(project)].filter(
    (folder) => !(home !== undefined && isInside(folder, home)) && isThere(path.join(folder, '.git')),
  );
  return [project, ...around];
}

function ownHome(): string | undefined {
  try {
    return realOf(os.userInfo().homedir);
  } catch {
    // A user that the system does not know, as in many containers.
    return undefined;
  }
}

/** Nearest first. */
function foldersAbove(place: string): readonly string[] {
  const found: string[] = [];
  for (let folder = path.dirname(path.resolve(place)); ; folder = path.dirname(folder)) {
    found.push(folder);
    if (path.dirname(folder) === folder) return found;
  }
}

/** Whether those whose leave to write is this one may rename what others have there: without the mark by which only owners may. */
function mayWrite(stat: fs.Stats, leave: number): boolean {
  return stat.isDirectory() && (stat.mode & leave) !== 0 && (stat.mode & 0o1000) === 0;
}

function isThere(place: string): boolean {
  try {
    return fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function isInside(tree: string, place: string): boolean {
  const below = path.relative(tree, place);
  return below === '' || (!path.isAbsolute(below) && below.split(path.sep)[0] !== '..');
}

/** The real path of what is there, with what is missing of it behind. */
function realOf(place: string): string {
  try {
    return fs.realpathSync.native(place);
  } catch {
    const parent = path.dirname(place);
    return parent === place ? place : path.join(realOf(parent), path.basename(place));
  }
}
