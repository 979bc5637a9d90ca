import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../model/errors.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { anchorPath } from './anchor-path.ts';
import { explainGuarded } from '../../model/project/target-path.ts';
import { errorCode, explainFileError } from './explain-file-error.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Where a project's file really is. `blockedBy`: a file (path in the project) stands where one of its folders should be. */
export type Located =
  | { readonly kind: 'absent'; readonly real: string; readonly blockedBy?: string }
  | { readonly kind: 'file' | 'folder'; readonly real: string; readonly stat: fs.Stats }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Follows links as far as they stay inside the project.
 * `root`: the project's real path (no links in it). `file`: relative to it, `/` as separator, or the file at the root of the repository that
 * `isPlacedPath` knows: on the way to that no link is followed.
 */
export function locateFile(root: string, file: string): Located {
  const anchor = anchorPath(root, file);
  if (anchor === undefined)
    return {
      kind: 'problem',
      problem: { where: file, what: 'is nothing that a project may have outside of its folder' },
    };
  const { base, parts } = anchor;
  if (path.posix.isAbsolute(file) || parts.some((part) => part === '' || part === '.' || part === '..')) {
    return { kind: 'problem', problem: { where: file, what: 'is not a path inside the project' } };
  }
  try {
    return walk(base, parts, base === root ? '' : REPOSITORY_PREFIX);
  } catch (error) {
    return { kind: 'problem', problem: explainFileError(error, file) };
  }
}

/** `prefix` stands before the names in what is said. */
function walk(root: string, parts: readonly string[], prefix: string): Located {
  let folder = root;
  for (const [index, part] of parts.entries()) {
    const place = step(root, path.join(folder, part), `${prefix}${parts.slice(0, index + 1).join('/')}`);
    if (index === parts.length - 1 || place.kind === 'problem') return place;
    if (place.kind === 'absent') return { kind: 'absent', real: path.join(folder, ...parts.slice(index)) };
    if (place.kind === 'file')
      return {
        kind: 'absent',
        real: path.join(folder, ...parts.slice(index)),
        blockedBy: `${prefix}${parts.slice(0, index + 1).join('/')}`,
      };
    folder = place.real;
  }
  return { kind: 'absent', real: folder };
}

function step(root: string, place: string, name: string): Located {
  const stat = fs.lstatSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: 'absent', real: place };
  if (!stat.isSymbolicLink()) return classify(name, place, stat);
  if (name.startsWith(REPOSITORY_PREFIX)) return { kind: 'problem', problem: linkOutside(name) };
  if (name.split('/')[0] === '.tre-container') return { kind: 'problem', problem: linkInOwnFolder(name) };
  let real: string;
  try {
    real = fs.realpathSync.native(place);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return {
      kind: 'problem',
      problem: { where: name, what: 'is a symbolic link to something that does not exist', fix: 'remove the link' },
    };
  }
  if (real === root) return classify(name, real, fs.statSync(real));
  if (real.startsWith(root + path.sep))
    return explainGuarded(path.relative(root, real).replaceAll(path.sep, '/')) === undefined
      ? classify(name, real, fs.statSync(real))
      : { kind: 'problem', problem: linkIntoGuarded(name) };
  return {
    kind: 'problem',
    problem: {
      where: name,
      what: `is a symbolic link out of the project, to ${real}`,
      why: 'Files outside the project are never read or written.',
      fix: 'replace the link by a real file or folder, or make it point into the project',
    },
  };
}

function classify(name: string, real: string, stat: fs.Stats): Located {
  if (stat.isDirectory()) return { kind: 'folder', real, stat };
  if (stat.isFile()) return { kind: 'file', real, stat };
  return {
    kind: 'problem',
    problem: { where: name, what: 'is neither a file nor a folder but a pipe, socket or device', fix: 'move it away' },
  };
}

/** No run of this program makes one there. */
function linkInOwnFolder(name: string): Problem {
  return {
    where: name,
    what: 'is a symbolic link',
    why: 'The records of this program are files and folders of the project itself. The link came with the project, and was not followed.',
    fix: `look where it leads, then remove it: rm ${shellWord(name)}`,
  };
}

/** What git keeps may be a login, and is nobody's text. */
function linkIntoGuarded(name: string): Problem {
  return {
    where: name,
    what: 'is a symbolic link into a folder of version control, or of this program',
    why: 'What lies there is neither read nor written by way of a link.',
    fix: `look where it leads, then remove it: rm ${shellWord(name)}`,
  };
}

function linkOutside(name: string): Problem {
  return {
    where: name,
    what: 'is a symbolic link',
    why: 'At the root of the repository a pipeline is written to a real folder only.',
    fix: `put a real folder or file in its place, then run the same command again`,
  };
}
