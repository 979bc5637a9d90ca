import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Package {
  readonly root: string;
  readonly version: string;
}

let found: Package | undefined;

/** This package on disk: the nearest folder upwards whose package.json names a version, so that source, build and installation all work. */
export function findPackage(): Package {
  return (found ??= lookUpwards());
}

function lookUpwards(): Package {
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
