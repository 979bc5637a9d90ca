import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { kindAt } from '../transaction/guarded.ts';
import { kindOfPath } from './kind-of-path.ts';
import { surveyData, type LeftOut } from './survey-data.ts';

/** A folder whose content goes into `/safe_data`: absolute, with its number of entries. */
export interface DataFolder {
  readonly path: string;
  readonly entries: number;
  /** What of it no run gets. */
  readonly leftOut: readonly LeftOut[];
}

/** Where a project keeps the data of its rehearsals. */
export const dataPath = 'rehearsal/safe_data';

/**
 * The folder that a person named, relative to `cwd`, or else the project's own; nothing where it has none. Throws UserError for a name that is no
 * folder, and where the project's own is, or lies behind, a link: it would show whatever the project points to to whatever the project runs.
 */
export async function findDataFolder(
  root: string,
  named: string | undefined,
  cwd: string,
): Promise<DataFolder | undefined> {
  if (named !== undefined) {
    const kind = await kindOfPath(cwd, named);
    if (kind !== 'folder')
      throw new UserError({
        where: `--data ${named}`,
        what: typeof kind === 'object' ? kind.problem : 'is a file, not a folder',
        fix: 'name a folder; its content becomes /safe_data',
      });
    return count(resolve(cwd, named));
  }
  const kind = kindAt(root, dataPath);
  if (kind === 'absent') return undefined;
  if (kind === 'folder') return count(join(root, dataPath));
  throw new UserError({
    where: dataPath,
    what: kind === 'file' ? 'is a file, not a folder' : 'is a link, or lies behind one',
    why: 'What a project points to would be copied to where its program runs. Nothing was built or run.',
    fix: `put a folder in its place, or name the one that is meant: --data DIR`,
  });
}

async function count(path: string): Promise<DataFolder> {
  return { path, entries: (await readdir(path)).length, leftOut: surveyData(path) };
}
