import fs from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { explainUnwritten } from '../project/explain-file-error.ts';
import { isLink } from '../project/kind-of-path.ts';
import { isOfSystem, refuseWaiting } from '../project/refuse-waiting.ts';

/**
 * Adds text to a file that a person named, which is made where it is not there. `name`: as they wrote it, read from `folder`. A link is not followed: the name
 * often stands in a pipeline, and the link comes with the repository.
 */
export function appendToFile(folder: string, name: string, text: string): void {
  const path = resolve(folder, name);
  refuseWaiting(path, name);
  try {
    const handle = isOfSystem(path) ? fs.openSync(path, 'a') : openToAppend(path);
    try {
      fs.writeFileSync(handle, text);
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    if (!isOfSystem(path) && isLink(folder, name))
      throw new UserError({
        where: name,
        what: 'is a symbolic link',
        why: 'One in a project may lead to any file of yours.',
        fix: 'name the file itself',
      });
    throw new UserError(explainUnwritten(error, name, 'name a file in a folder that exists and that you may write to'));
  }
}

/** Windows knows neither of the flags that keep off links and pipes: there it is looked at before. */
function openToAppend(path: string): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  if (process.platform === 'win32' && isLink('', path)) throw new Error('is a symbolic link');
  const handle = fs.openSync(path, O_WRONLY | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0), 0o666);
  if (fs.fstatSync(handle).isFile()) return handle;
  fs.closeSync(handle);
  throw new Error('is no file');
}
