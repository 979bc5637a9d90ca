import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { namesProgram, valuesOf } from '../../../parse/programs/elsewhere.ts';

/**
 * Places that the words of a start name, relative to where it is started: `--data data/cohort.csv --out results`. No program has them as
 * texts, so nothing else shows that it must be started where they are.
 */
export function placesOfWords(
  start: readonly string[],
  location: PlaceFact['location'],
): Pick<RepositoryFacts, 'reads' | 'writes'> {
  const reads: PlaceFact[] = [];
  const writes: PlaceFact[] = [];
  for (const { value, isWritten } of valuesOf(start)) {
    // `net_epoch=273.tar` in a folder is the name of a file; `model.path=x/y` sets something.
    const plain = value.replace(/(\/[^/=]*)=(?=[^/=]*$)/, '$1');
    if (!/^(?:\.\/)?\w[\w. /-]*$/.test(plain) || namesProgram(value)) continue;
    const place = value.replace(/^\.\//, '');
    if (isWritten) writes.push({ what: /\/|\.\w+$/.test(place) ? place : `${place}/`, location });
    else if (/\w\/|\.(?:csv|tsv|txt|xlsx?|json|ya?ml|parquet|rds|dta|h5|nii|nii\.gz)$/i.test(place))
      reads.push({ what: place, location });
  }
  return { reads, writes };
}
