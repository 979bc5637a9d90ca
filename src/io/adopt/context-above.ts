import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { repositoryOf } from '../git/find-repository.ts';
import { hashText } from '../project/hash-text.ts';
import { UserState } from '../user-state/user-state.ts';

/**
 * The repository above a folder that adopt wrote, as an absolute path: what its image is built from. A record that comes with a checkout may say
 * `..` too, and what lies beside a checkout is none of its business: the folder above counts only where both lie in one git repository, or where
 * this user's own adopt wrote the folder at this place. `root`: the folder's real path. `folder`: the name that its record gives it.
 * Throws UserError where the folder above does not count.
 */
export function contextAbove(root: string, folder: string): string {
  const above = path.dirname(root);
  const fault = findFault(root, folder, above);
  if (fault === undefined) return above;
  throw new UserError({
    where: root,
    what: `its .yo-rc.json says that adopt wrote it into the repository above, but ${fault}, so nothing above it is read`,
    fix: `where the folder above is your repository, say so: tre-container adopt there${folder === 'tre' ? '' : ` --into ${folder}`}, or git init; to only look, name the folder above to tre-container check`,
  });
}

/** Whether the folder above counts, as {@link contextAbove} has it. */
export function isContextAbove(root: string, folder: string): boolean {
  return findFault(root, folder, path.dirname(root)) === undefined;
}

/** Remembers that this user's adopt wrote a folder; without a state folder only git can say that it belongs to what lies above. */
export function rememberAdoption(root: string): void {
  new UserState(process.env, root).write('adoptions', nameOf(root), { root });
}

function findFault(root: string, folder: string, above: string): string | undefined {
  if (fs.lstatSync(path.join(root, '.git'), { throwIfNoEntry: false }) !== undefined)
    return 'it is the root of a repository itself';
  if (path.basename(root) !== folder) return `it is not called ${folder}`;
  if (repositoryOf(above) !== undefined) return undefined;
  const isOurs = new UserState(process.env, root).read('adoptions', nameOf(root))?.['root'] === root;
  return isOurs ? undefined : 'the folder above is in no git repository, and adopt was not run here';
}

function nameOf(root: string): string {
  return `adopted-${hashText(root).slice(0, 64)}`;
}
