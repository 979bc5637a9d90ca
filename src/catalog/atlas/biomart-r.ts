import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'biomart-r',
  title: 'biomaRt',
  language: 'r',
  imports: ['biomaRt'],
  packages: { bioconductor: ['biomaRt'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'biomaRt::useMart',
        'biomaRt::useEnsembl',
        'biomaRt::useDataset',
        'biomaRt::listMarts',
        'biomaRt::listEnsembl',
        'biomaRt::getBM',
        'biomaRt::getLDS',
        'biomaRt::getSequence',
        'biomaRt::searchDatasets',
      ],
      does: 'asks Ensembl, always',
    },
  ],
  caches: [{ place: '~/.cache/R/biomaRt', movedBy: ['BIOMART_CACHE'] }],
  hosts: ['ensembl.org'],
  stage: {
    outside: 'write.csv(getBM(...), "genes.csv")',
    inside: 'read.csv("/safe_data/genes.csv"), or org.Hs.eg.db in the image',
  },
  examples: {
    asks: 'library(biomaRt)\nm <- useEnsembl("genes")',
    local: 'library(org.Hs.eg.db)\ng <- read.csv("/safe_data/genes.csv")',
  },
  seen: {
    version: 'grimbough/biomaRt 2.59.1',
    date: '2026-11-25',
    how: 'source',
    where: 'R/biomaRt.R:65-169; R/caching.R:120-124',
  },
});
