import { readdir } from 'node:fs/promises';

/** How many entries a folder has; nothing when there is no such folder. */
export async function countFiles(folder: string): Promise<number | undefined> {
  try {
    return (await readdir(folder)).length;
  } catch {
    return undefined;
  }
}
