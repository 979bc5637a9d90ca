import { accessSync, constants, lstatSync, readdirSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import { findTooLarge } from './digest-files.ts';

/** An entry of a data folder that no run gets, with what it is. */
export interface LeftOut {
  /** Relative to the folder, as far as it can be printed. */
  readonly path: string;
  readonly is: 'a link' | 'no plain file' | 'named by bytes that are no UTF-8';
}

/**
 * What of a data folder is not copied to `/safe_data`: links and special files do not survive the way into the TRE. Throws UserError with every file
 * that may not be read, and where there is more than a rehearsal copies.
 */
export function surveyData(folder: string): readonly LeftOut[] {
  const left: LeftOut[] = [];
  const unreadable: string[] = [];
  const files: string[] = [];
  const walk = (below: string): void => {
    for (const bytes of readdirSync(`${folder}/${below}`, { encoding: 'buffer' })) {
      const name = bytes.toString('utf8');
      const path = `${below}${name}`;
      if (!Buffer.from(name).equals(bytes)) {
        left.push({ path, is: 'named by bytes that are no UTF-8' });
        continue;
      }
      const stats = lstatSync(`${folder}/${path}`);
      if (stats.isSymbolicLink()) left.push({ path, is: 'a link' });
      else if (!stats.isFile() && !stats.isDirectory()) left.push({ path, is: 'no plain file' });
      else if (!mayRead(`${folder}/${path}`)) unreadable.push(path);
      else if (stats.isDirectory()) walk(`${path}/`);
      else files.push(path);
    }
  };
  walk('');
  const [first, ...others] = unreadable.map((path) => ({
    where: `${folder}/${path}`,
    what: 'may not be read by you, so no run can get it',
    fix: `chmod u+r it, or take it out of the folder`,
  }));
  if (first !== undefined) throw new UserError(first, ...others);
  const large = findTooLarge(folder, files);
  if (large !== undefined)
    throw new UserError({
      where: folder,
      what: `is too large to be copied to /safe_data: ${large.reason}`,
      fix: 'a rehearsal needs a small made-up sample: name another folder with --data DIR, or take files out',
    });
  return left;
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
