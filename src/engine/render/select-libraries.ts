import type { LibrarySettings } from '../../model/atlas/library-settings.ts';
import { packageName } from '../../model/text/package-name.ts';

/** A library of the atlas that a project has. */
export interface SelectedLibrary extends LibrarySettings {
  /** It comes with another one: only what it fails without is written down. */
  readonly isBrought: boolean;
}

/** The libraries of the atlas that packages of a language are, then what comes with them, each once. */
export function selectLibraries(
  packages: readonly string[],
  language: LibrarySettings['language'],
  table: readonly LibrarySettings[],
): readonly SelectedLibrary[] {
  const wanted = new Set(packages.map(packageName));
  const own = table.filter(
    (library) =>
      (library.language === language || library.language === 'program') &&
      library.packages.some((name) => wanted.has(name)),
  );
  const all = new Set(own);
  // A set grows while it is walked: what is brought may bring more.
  for (const { brings } of all) {
    for (const name of brings) {
      const brought = table.find((each) => each.name === name);
      if (brought !== undefined) all.add(brought);
    }
  }
  return [...all].map((library) => ({ ...library, isBrought: !own.includes(library) }));
}
