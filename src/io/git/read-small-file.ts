import fs from 'node:fs';
import { readRegularFile } from '../files/read-regular-file.ts';

/** Bytes of what git keeps as text; the configuration of a repository with hundreds of branches has some ten thousand. */
const largest = 1024 * 1024;

/** Text of a file of some size; nothing for what is no regular file, a link too. */
export function readSmallFile(file: string): string | undefined {
  try {
    const stat = fs.lstatSync(file);
    return stat.isFile() && stat.size <= largest ? readRegularFile(file).toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}
