import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { findGitFolder } from '../git/find-git-folder.ts';
import { repositoryOf } from '../git/find-repository.ts';
import { readGitIndex } from './read-git-index.ts';
import { hashText } from '../project/hash-text.ts';
import { UserState } from '../user-state/user-state.ts';
import { shellWord } from '../../shared/shell-word.ts';

/**
 * The repository above a folder that adopt wrote, as an absolute path: what its image is built from. A record that comes with a checkout may say
 * `..` too, and what lies beside a checkout or around an unpacked archive is none of its business: the folder above counts only where git tracks that
 * record in the repository above, or where this user's own adopt wrote the folder at this place. `root`: the folder's real path. `folder`: the name that its record gives it.
 * Throws UserError where the folder above does not count.
 */
export function contextAbove(root: string, folder: string): string {
  const above = path.dirname(root);
  const fault = findFault(root, folder, above);
  if (fault === undefined) return above;
  const again = `tre-container adopt${folder === 'tre' ? '' : ` --into ${folder}`}`;
  throw new UserError({
    where: root,
    what: `its .yo-rc.json says that adopt wrote it into the repository above, but ${fault.what}, so nothing above it is read`,
    fix: `where the folder above is your repository and this folder belongs to it, say so there: ${fault.fix ?? again}; to only look, name the folder above to tre-container check`,
  });
}

/**
 * Refuses to place a file at the root of the repository around a project where nothing shows that the project belongs to that repository: git does
 * not track its record there, and no run of this user's wrote it at this place. A project of somebody else that was unpacked in a repository of
 * one's own would otherwise write a workflow there, with what its answers name. `root`: the project's real path. Throws UserError.
 */
export function refuseForeignRepository(root: string): void {
  const top = repositoryOf(root);
  if (top === undefined || top === root) return;
  const isOurs = new UserState(process.env, root).read('adoptions', nameOf(root))?.['root'] === root;
  const folder = path.relative(top, root).replaceAll(path.sep, '/');
  const fault = isOurs ? undefined : findUntracked(root, folder, path.dirname(root));
  if (fault === undefined) return;
  throw new UserError({
    where: root,
    what: `lies in the repository ${top}, at whose root its workflow would be written, and nothing shows that it belongs there: git does not track ${folder}/${record} in it, and no run of yours wrote it here`,
    fix: `where it belongs to that repository, say so there: git -C ${shellWord(top)} add ${shellWord(folder)}; where it is one of its own, begin it: git init ${shellWord(root)}`,
  });
}

/** Remembers that a run of this user's wrote a folder; without a state folder only git can say that it belongs to what lies above. */
export function rememberAdoption(root: string): void {
  new UserState(process.env, root).write('adoptions', nameOf(root), { root });
}

const record = '.yo-rc.json';

interface Fault {
  readonly what: string;
  /** What says that it belongs there; absent: adopt, run again. */
  readonly fix?: string;
}

function findFault(root: string, folder: string, above: string): Fault | undefined {
  if (fs.lstatSync(path.join(root, '.git'), { throwIfNoEntry: false }) !== undefined)
    return { what: 'it is the root of a repository itself' };
  if (path.basename(root) !== folder) return { what: `it is not called ${folder}` };
  const isOurs = new UserState(process.env, root).read('adoptions', nameOf(root))?.['root'] === root;
  return isOurs ? undefined : findUntracked(root, folder, above);
}

/** Why git does not say that a folder belongs to the repository around the folder above. */
function findUntracked(root: string, folder: string, above: string): Fault | undefined {
  const top = repositoryOf(above);
  if (top === undefined) return { what: 'the folder above is in no git repository, and adopt was not run here' };
  const git = findGitFolder(top);
  const tracked = git === undefined || fs.existsSync(path.join(git.own, 'index')) ? readGitIndex(top) : [];
  if (tracked === undefined)
    return { what: "git's index of the repository above could not be read, and adopt was not run here" };
  const place = spell(path.relative(top, path.join(root, record)).replaceAll(path.sep, '/'));
  if (tracked.some((each) => spell(each) === place)) return undefined;
  return {
    what: `git does not track ${folder}/${record} in the repository above, and adopt was not run here`,
    fix: `git add ${folder}`,
  };
}

/** Git and the disk may write an accent in two ways. */
function spell(place: string): string {
  return place.normalize('NFC');
}

function nameOf(root: string): string {
  return `adopted-${hashText(root).slice(0, 64)}`;
}
