import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { decodeText } from '../../parse/text/decode-text.ts';

/** Bytes: a list of a hundred thousand long paths. */
const LIMIT = 16 * 1024 * 1024;

/** Folders from a file, one a line; empty lines and those that begin with # do not count. Throws UserError when none is named. */
export async function readProjectList(file: string, environment: Environment): Promise<readonly string[]> {
  const fix = 'a list names one folder a line';
  const text = decodeText(file, await environment.readFile(file, LIMIT), fix);
  const folders = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (folders.length === 0) throw new UserError({ where: file, what: 'names no folder', fix });
  return folders;
}
