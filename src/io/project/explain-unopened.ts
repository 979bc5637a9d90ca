import { errorCode, explainFileError } from './explain-file-error.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Why a file or folder could not be opened, as a clause, with the command that fixes it. `path` is one that a person can type. */
export function explainUnopened(error: unknown, path: string): string {
  switch (errorCode(error)) {
    case 'EACCES':
      return `permission denied (EACCES); allow it: ${allow(error, path)}`;
    case 'ENOENT':
      return `it is a link to something that is not there; correct the link, or remove it: rm ${shellWord(path)}`;
    case 'ELOOP':
      return `it is a link that leads to itself; remove it: rm ${shellWord(path)}`;
    default: {
      const { what, fix } = explainFileError(error, path);
      return fix === undefined ? what : `${what}; ${fix}`;
    }
  }
}

/** To list a folder takes more than to read a file; whoever may not even look at a file lacks the right to pass its folder. */
function allow(error: unknown, path: string): string {
  const call = error instanceof Error && 'syscall' in error ? error.syscall : '';
  if (call === 'scandir') return `chmod u+rx ${shellWord(path)}`;
  if (call === 'open') return `chmod u+r ${shellWord(path)}`;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
  return `chmod u+x ${shellWord(folder)}`;
}
