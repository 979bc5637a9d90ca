import path from 'node:path';
import type { Problem } from '../../model/errors.ts';
import { isPlacedFolder, isPlacedPath } from '../../model/project/placed-path.ts';
import { explainTarget, type PathSystem, recordPaths } from '../../model/project/target-path.ts';

/** Why a file of a project is never written, by the name that was asked for and by the one that links lead to; nothing where it may be. `real`: its absolute path without links. */
export function refuseTarget(root: string, name: string, real: string): Problem | undefined {
  const target = targetOf(root, name, real);
  const system = process.platform === 'win32' ? 'windows' : 'other';
  const why = explainTarget(name, system) ?? (target === name ? undefined : explainLinked(target, system));
  return why === undefined
    ? undefined
    : {
        where: name,
        what: why,
        why: 'Such files are never written, whoever asks for it. Nothing was written.',
        fix: `take ${name} out of what names it: .tre-container/baseline.json, the answers or a link`,
      };
}

/** Our own records are written under their own names only. */
function explainLinked(target: string, system: PathSystem): string | undefined {
  return recordPaths.has(target) ? 'leads by a link to a record of this program' : explainTarget(target, system);
}

/** What a journal calls the file of this name that really is at `real`. */
export function targetOf(root: string, name: string, real: string): string {
  return isPlacedPath(name) || isPlacedFolder(name) ? name : relativeTo(root, real);
}

/** A path below the project's real path as seen from there, `/` as separator. */
function relativeTo(root: string, real: string): string {
  return path.relative(root, real).replaceAll(path.sep, '/');
}
