import type { LibrarySettings } from '../model/atlas/library-settings.ts';
import { atlas } from './atlas.ts';
import { foldName } from '../shared/fold-name.ts';

/**
 * The variables of the atlas by library. The build writes them down as they are (`scripts/bundle.mjs`), since to render a
 * project all of the atlas would have to be read.
 */
export const librarySettings: readonly LibrarySettings[] = atlas.map(
  ({ name, language, imports, packages, brings = [], settings = [] }) => ({
    name,
    language,
    packages: [...new Set([...Object.values(packages).flat(), ...imports].map(foldName))],
    importName: imports[0] ?? name,
    brings,
    settings,
  }),
);
