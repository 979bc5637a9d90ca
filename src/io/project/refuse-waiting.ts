import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { UserError } from '../../model/errors.ts';

/**
 * Throws a UserError for a named pipe and a socket of the file system: opened, they wait for somebody at the other end, perhaps for ever. The pipes of a shell's own
 * (`<(command)`, `/dev/stdin`) have their other end already. `name`: as the person wrote it.
 */
export function refuseWaiting(path: string, name: string): void {
  const found = statOfPlace(path);
  if (found === undefined || (!found.isFIFO() && !found.isSocket())) return;
  throw describeWaiting(name, found.isFIFO() ? 'a named pipe, which would be waited for' : 'a socket');
}

export function describeWaiting(name: string, kind: string): UserError {
  return new UserError({
    where: name,
    what: `is ${kind}`,
    fix: 'name a file; what a command prints can be given as <(command) in bash and zsh',
  });
}

/** Whether the system keeps it for open files and devices. Below /dev/shm lie files of people. */
export function isOfSystem(place: string): boolean {
  return /^\/(?:dev(?!\/shm\/)|proc)\//.test(place);
}

/** Nothing for what is not there, and for what the system keeps. */
function statOfPlace(path: string): Stats | undefined {
  try {
    const place = realpathSync(path);
    return isOfSystem(place) ? undefined : lstatSync(place);
  } catch {
    return undefined;
  }
}
