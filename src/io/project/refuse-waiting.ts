import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { UserError } from '../../model/errors.ts';

/**
 * Throws a UserError for a named pipe and a socket of the file system: opened, they wait for somebody at the other end, perhaps for ever. The pipes of a shell's own
 * (`<(command)`, `/dev/stdin`) have their other end already. `name`: as the person wrote it.
 */
export function refuseWaiting(path: string, name: string): void {
  const found = statOfPlace(path);
  if (found === undefined || (!found.isFIFO() && !found.isSocket())) return;
  throw new UserError({
    where: name,
    what: `is ${found.isFIFO() ? 'a named pipe, which would be waited for' : 'a socket'}`,
    fix: 'name a file; what a command prints can be given as <(command) in bash and zsh',
  });
}

/** Nothing for what is not there, and for what the system keeps for open files. */
function statOfPlace(path: string): Stats | undefined {
  try {
    const place = realpathSync(path);
    // Below /dev/shm lie files of people.
    return /^\/(?:dev(?!\/shm\/)|proc)\//.test(place) ? undefined : lstatSync(place);
  } catch {
    return undefined;
  }
}
