import { readdirSync } from 'node:fs';

/** How many entries a folder has; nothing when there is no such folder. */
export function countFiles(folder: string): number | undefined {
  try {
    return readdirSync(folder).length;
  } catch {
    return undefined;
  }
}
