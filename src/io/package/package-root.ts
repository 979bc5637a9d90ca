import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This package on disk: the nearest folder upwards whose package.json names a version, so that source, build and installation all work. */
export function findPackage(): { readonly root: string; readonly version: string } {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        readonly version?: string;
      };
      if (version !== undefined) return { root: folder, version };
    } catch (error) {
      if (dirname(folder) === folder) throw error;
    }
  }
}
