import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'biocfilecache',
  title: 'BiocFileCache',
  language: 'r',
  imports: ['BiocFileCache'],
  packages: { bioconductor: ['BiocFileCache'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['BiocFileCache::bfcrpath', 'BiocFileCache::bfcadd'],
      argument: at(1, 'rnames', 'rname'),
      when: [{ argument: at(1, 'rnames', 'rname'), is: ['address'] }],
      does: 'downloads a file',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['BiocFileCache::bfcdownload', 'BiocFileCache::bfcneedsupdate'],
      does: 'asks a server',
    },
  ],
  settings: [{ name: 'BFC_CACHE', value: '/scratch/bfc', kind: 'cache', why: 'its data base is opened for writing' }],
  caches: [{ place: '~/.cache/R/BiocFileCache', movedBy: ['BFC_CACHE', 'R_USER_CACHE_DIR'] }],
  stage: {
    outside: 'copy the cache folder as a whole',
    inside: 'copy it to /scratch at the start, ENV BFC_CACHE=/scratch/bfc',
  },
  examples: {
    asks: 'library(BiocFileCache)\np <- bfcrpath(b, "https://example.org/x.csv")',
    local: 'library(BiocFileCache)\nb <- BiocFileCache("/scratch/bfc", ask = FALSE)',
  },
  seen: { version: 'Bioconductor/BiocFileCache 2.13.2', date: '2026-11-25', how: 'source', where: 'R/zzz.R:4-6' },
});
