import type { Problem } from '../../model/errors.ts';

const MEANING: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  ENOSPC: { what: 'the disk is full', fix: 'free some space, then run the same command again' },
  EDQUOT: { what: 'your disk quota is used up', fix: 'free some space, then run the same command again' },
  EACCES: {
    what: 'permission denied',
    fix: 'give yourself write permission (`chmod -R u+rwX` on the project folder, or `chown` it), then run the same command again',
  },
  EPERM: {
    what: 'the operation is not permitted',
    fix: 'check the owner of the file and whether it is locked (`lsattr`), then run the same command again',
  },
  EROFS: { what: 'the file system is mounted read-only', fix: 'choose a folder on a writable file system' },
  ENOENT: {
    what: 'there is no such file or folder',
    fix: 'check whether somebody removed it, or choose another folder; then run the same command again',
  },
  EMFILE: {
    what: 'too many files are open',
    fix: 'raise the limit (`ulimit -n 1024`), then run the same command again',
  },
  ENAMETOOLONG: { what: 'the path is too long for this file system', fix: 'choose a shorter folder name' },
  ENOTDIR: { what: 'a part of the path is a file, not a folder', fix: 'move that file away or choose another folder' },
  ELOOP: { what: 'symbolic links go round in a circle', fix: 'remove the link' },
  EIO: { what: 'the disk reports an error', fix: 'check the disk, then run the same command again' },
};

/** Says in words what a failed file operation means. `where` is the path that a person knows the file by. */
export function explainFileError(error: unknown, where: string, why?: string): Problem {
  const code = errorCode(error);
  const known = code === undefined ? undefined : MEANING[code];
  const text = error instanceof Error ? error.message : String(error);
  return {
    where,
    what: known === undefined ? text : `${known.what} (${code})`,
    ...(why === undefined ? {} : { why }),
    ...(known === undefined ? {} : { fix: known.fix }),
  };
}

/** What another place would not mend, or not for the reason that a person would think of. */
const notOfThePlace: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE']);

/** Says why a file that a person named could not be written: what the disk lacks, else `fix`, which names another place. */
export function explainUnwritten(error: unknown, where: string, fix: string): Problem {
  const code = errorCode(error);
  return notOfThePlace.has(code)
    ? explainFileError(error, where)
    : { where, what: `cannot be written (${code ?? String(error)})`, fix };
}

/** The system's error code (`ENOENT`), or nothing for errors of another kind. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
