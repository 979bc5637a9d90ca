import os from 'node:os';
import path from 'node:path';

/** The user's environment variables, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Our folder among what the user's programs remember on this machine: below `XDG_STATE_HOME` where that is an absolute path, else where
 * the system keeps such things. Nothing where the user has no home. The folder need not exist.
 */
export function findStateFolder(variables: Variables, system: NodeJS.Platform = process.platform): string | undefined {
  const base = findBase(variables, system);
  return base === undefined ? undefined : path.join(base, 'generator-tre-container');
}

function findBase(variables: Variables, system: NodeJS.Platform): string | undefined {
  const named = variables['XDG_STATE_HOME'];
  // By the XDG specification a relative path is to be ignored: it would lie in whatever folder the command was called from.
  if (named !== undefined && path.isAbsolute(named)) return named;
  const local = variables['LOCALAPPDATA'];
  if (system === 'win32' && local !== undefined && path.isAbsolute(local)) return local;
  const home = findHome();
  if (home === undefined) return undefined;
  if (system === 'win32') return path.join(home, 'AppData', 'Local');
  return system === 'darwin' ? path.join(home, 'Library', 'Application Support') : path.join(home, '.local', 'state');
}

function findHome(): string | undefined {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) && home !== path.parse(home).root ? home : undefined;
  } catch {
    return undefined;
  }
}
