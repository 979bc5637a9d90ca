import { foldName } from '../../shared/fold-name.ts';
import { librarySettings } from '../library-settings.ts';
import { offlineVariables } from '../offline-variables.ts';
import { isKnownName } from './near-names.ts';

/** Variables that stand in every image for libraries of Hugging Face, and for what follows their convention. */
export const hubVariables: readonly string[] = offlineVariables
  .filter(({ readBy, when, kind }) => readBy === 'huggingface_hub' || (when === undefined && kind === 'switch'))
  .map(({ name }) => name);

/** From another language they import anything of Python, or bring what does. */
const bridges = 'reticulate pycall pythoncall condapkg keras keras3 tensorflow spacyr text hfhub'.split(' ');

const readers = new Set([
  ...bridges,
  ...librarySettings.filter((library) => isReader(library.name)).flatMap(({ packages }) => packages),
]);

/** Whether a package of that name reads one of `hubVariables`, or brings or can load what does. One that no table has may bring anything. */
export function mayReadHub(name: string): boolean {
  const folded = foldName(name);
  return readers.has(folded) || !isKnownName(folded);
}

function isReader(name: string): boolean {
  const all = new Set([name]);
  // A set grows while it is walked.
  for (const each of all)
    for (const brought of librarySettings.find((library) => library.name === each)?.brings ?? []) all.add(brought);
  return librarySettings.some(
    (library) =>
      all.has(library.name) &&
      (library.name === 'huggingface-hub' || library.settings.some((setting) => hubVariables.includes(setting.name))),
  );
}
