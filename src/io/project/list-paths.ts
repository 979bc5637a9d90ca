import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { toolFolders } from './survey-project.ts';

/** What is in them is made anew or is somebody else's. */
const skipped = new Set([...toolFolders, '.tre-container']);
/** Folders that are looked into; a project has tens. */
const mostFolders = 10_000;

/** A folder and the files in it that are meant, relative to it with `/` as separator, sorted. */
export interface ListedPaths {
  readonly root: string;
  readonly paths: readonly string[];
  /** The folder as people see it, to stand before a path: relative to `from`, but for one elsewhere that was named as an absolute path; empty for `from` itself. */
  readonly shown: string;
  /** The one file was named itself, rather than found in a folder. */
  readonly isNamed: boolean;
}

/**
 * The files that a target, relative to `from`, means: a file itself, or those of a folder that `wanted` accepts. Links are not followed.
 * Throws UserError for a target that is not there or cannot be read, and for a folder of more than 10,000 folders.
 */
export async function listPaths(from: string, target: string, wanted: (path: string) => boolean): Promise<ListedPaths> {
  const place = resolve(from, target);
  const found = await stat(place).catch((error: unknown) => {
    throw describe(error, target);
  });
  if (!found.isDirectory())
    return { root: dirname(place), paths: [basename(place)], shown: show(from, dirname(place), target), isNamed: true };
  const paths: string[] = [];
  const folders = [''];
  for (let index = 0; index < folders.length; index += 1) {
    const folder = folders[index] ?? '';
    if (index === mostFolders)
      throw new UserError({
        what: `has more than ${String(mostFolders)} folders in it`,
        where: target,
        fix: 'name the folder of one project',
      });
    const entries = await readdir(join(place, folder), { withFileTypes: true }).catch((error: unknown) => {
      throw describe(error, join(target, folder));
    });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) folders.push(path);
      else if (entry.isFile() && wanted(path)) paths.push(path);
    }
  }
  return { root: place, paths: paths.toSorted(), shown: show(from, place, target), isNamed: false };
}

/** A folder above is spelt as the target was. */
function show(from: string, folder: string, target: string): string {
  const below = relative(from, folder);
  if (below === '') return '';
  return `${below.startsWith('..') && isAbsolute(target) ? folder : below.replaceAll('\\', '/')}/`;
}

function describe(error: unknown, where: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new UserError({
      what: 'there is no such file or folder',
      where,
      fix: 'name the folder of a project, or one Dockerfile',
    });
  return new UserError({ what: `cannot be read (${code})`, where, fix: `check the permissions of ${where}` });
}
