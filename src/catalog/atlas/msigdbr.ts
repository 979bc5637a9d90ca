import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'msigdbr',
  title: 'msigdbr',
  language: 'r',
  imports: ['msigdbr'],
  packages: { cran: ['msigdbr'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['msigdbr::msigdbr', 'msigdbr::msigdbr_collections'],
      does: 'downloads the gene sets at its first use, from version 24.1 on',
      unless: [{ filled: 'R_USER_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'R_USER_CACHE_DIR',
      value: '/opt/r-cache',
      kind: 'data',
      why: 'the cache that the build filled; the same value in the build and at run time',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/R/msigdbr', movedBy: ['R_USER_CACHE_DIR'] }],
  stage: {
    outside: 'saveRDS(msigdbr(species = "human"), "msigdb.rds")',
    inside:
      'readRDS("/safe_data/msigdb.rds"); or ENV R_USER_CACHE_DIR=/opt/r-cache and RUN Rscript -e "invisible(msigdbr::msigdbr())"',
  },
  examples: {
    asks: 'library(msigdbr)\nm <- msigdbr(species = "human")',
    local: 'm <- readRDS("/safe_data/msigdb.rds")',
  },
  seen: { version: 'igordot/msigdbr 26.1.1', date: '2026-11-25', how: 'source', where: 'R/utils.R:66-155; NEWS.md' },
});
