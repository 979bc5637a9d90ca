import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';

/** Words of an option whose value is written to. */
const writing =
  /^(?:o|out|output|outputs|outdir|result|results|save|fig|figs|figures|plot|plots|log|logs|logdir|dest|destination)$/i;
const program = /\.(?:py|R|r|jl|sh|ipynb|qmd|Rmd)$/;

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
    if (!/^(?:\.\/)?\w[\w. /-]*$/.test(value) || program.test(value)) continue;
    const place = value.replace(/^\.\//, '');
    if (isWritten) writes.push({ what: /\/|\.\w+$/.test(place) ? place : `${place}/`, location });
    else if (/\w\/|\.(?:csv|tsv|txt|xlsx?|json|ya?ml|parquet|rds|dta|h5|nii|nii\.gz)$/i.test(place))
      reads.push({ what: place, location });
  }
  return { reads, writes };
}

/** Absolute places that a start names and that neither the TRE nor an image has of its own, each with one of the TRE that could stand for it. */
export function findElsewhere(
  start: readonly string[],
): readonly { readonly place: string; readonly instead: string }[] {
  return valuesOf(start)
    .filter(({ value }) => elsewhere.test(value) && !program.test(value))
    .map(({ value, isWritten }) => {
      const name = value.split(/[\\/]/).findLast((part) => part !== '') ?? '';
      const isFile = name.includes('.');
      return { place: value, instead: `/safe_${isWritten ? 'outputs' : 'data'}${isFile ? `/${name}` : ''}` };
    });
}

/** Not there in the TRE: a place from the root of a disk, from a drive or in a home folder, but for what the TRE mounts and what every system has. */
const elsewhere =
  /^(?:\/(?!(?:safe_data|safe_outputs|scratch|tmp|dev|proc|usr|etc|bin|lib|opt\/project)(?:\/|$))\w|~\/|[A-Za-z]:[\\/])/;

/** What the words say beside the options: each value, and whether its option speaks of results. Of `sh -c` each command line. */
function valuesOf(start: readonly string[]): readonly { readonly value: string; readonly isWritten: boolean }[] {
  const isChain = start[0] === 'sh' && start[1] === '-c';
  const words = isChain ? (start[2] ?? '').split(/[\s&;|]+/) : start;
  let option = '';
  return words.slice(1).flatMap((word) => {
    const [, name, joined] = /^(--?[\w-]+)=(.*)$/.exec(word) ?? [];
    const value = joined ?? word;
    const of = name ?? option;
    option = word.startsWith('-') && joined === undefined ? word : '';
    return value.startsWith('-') ? [] : [{ value, isWritten: of.split(/[-_]/).some((part) => writing.test(part)) }];
  });
}
