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
  const isChain = start[0] === 'sh' && start[1] === '-c';
  const words = isChain ? (start[2] ?? '').split(/[\s&;|]+/) : start;
  const reads: PlaceFact[] = [];
  const writes: PlaceFact[] = [];
  let option = '';
  for (const word of words.slice(1)) {
    const [, name, joined] = /^(--?[\w-]+)=(.*)$/.exec(word) ?? [];
    const value = joined ?? word;
    const of = name ?? option;
    option = word.startsWith('-') && joined === undefined ? word : '';
    if (value.startsWith('-') || !/^(?:\.\/)?\w[\w. /-]*$/.test(value) || program.test(value)) continue;
    const place = value.replace(/^\.\//, '');
    if (of.split(/[-_]/).some((part) => writing.test(part)))
      writes.push({ what: /\/|\.\w+$/.test(place) ? place : `${place}/`, location });
    else if (/\w\/|\.(?:csv|tsv|txt|xlsx?|json|ya?ml|parquet|rds|dta|h5|nii|nii\.gz)$/i.test(place))
      reads.push({ what: place, location });
  }
  return { reads, writes };
}
