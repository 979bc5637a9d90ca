import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'enrichr',
  title: 'enrichR',
  language: 'r',
  imports: ['enrichR'],
  packages: { cran: ['enrichR'] },
  triggers: [
    { on: 'always', effect: 'sends', calls: ['enrichR::enrichr'], does: 'sends the list of genes to Enrichr' },
    { on: 'start', effect: 'reports', does: 'asks a server when it is attached' },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['enrichR::listEnrichrDbs', 'enrichR::setEnrichrSite', 'enrichR::listEnrichrSites'],
      does: 'asks Enrichr',
    },
  ],
  hosts: ['maayanlab.cloud'],
  stage: {
    outside: 'download the gene sets as .gmt',
    inside:
      'fgsea::fgsea(fgsea::gmtPathways("/safe_data/x.gmt"), ranks), or clusterProfiler::enricher(genes, TERM2GENE = ...)',
  },
  examples: {
    asks: 'enrichR::enrichr(genes, "KEGG_2021_Human")',
    local: 'library(fgsea)\np <- gmtPathways("/safe_data/x.gmt")',
  },
  seen: { version: 'wjawaid/enrichR 3.4', date: '2026-11-25', how: 'source', where: 'R/functions.R:15-33,123' },
});
