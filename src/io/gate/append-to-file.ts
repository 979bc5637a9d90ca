import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { explainUnwritten } from '../project/explain-file-error.ts';
import { refuseWaiting } from '../project/refuse-waiting.ts';

/** Adds text to a file that a person named, which is made where it is not there. `name`: as they wrote it, read from `folder`. */
export function appendToFile(folder: string, name: string, text: string): void {
  refuseWaiting(resolve(folder, name), name);
  try {
    appendFileSync(resolve(folder, name), text);
  } catch (error) {
    throw new UserError(explainUnwritten(error, name, 'name a file in a folder that exists and that you may write to'));
  }
}
