import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { explainUnwritten } from '../project/explain-file-error.ts';

/** Writes a file that a person named, whole or not at all. `name`: as they wrote it, read from `folder`. Throws a UserError where it cannot be written. */
export function writeNamedFile(folder: string, name: string, text: string): void {
  const path = resolve(folder, name);
  const part = `${path}.${String(process.pid)}.part`;
  try {
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new UserError(explainUnwritten(error, name, 'name a file in a folder that exists and that you may write to'));
  }
}
