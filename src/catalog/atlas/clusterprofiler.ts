import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'clusterprofiler',
  title: 'clusterProfiler',
  language: 'r',
  imports: ['clusterProfiler', 'enrichplot', 'DOSE', 'ReactomePA', 'pathview'],
  packages: { bioconductor: ['clusterProfiler'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'clusterProfiler::enrichKEGG',
        'clusterProfiler::gseKEGG',
        'clusterProfiler::enrichMKEGG',
        'clusterProfiler::gseMKEGG',
      ],
      does: 'fetches pathways from KEGG',
      unless: [{ argument: named('use_internal_data'), is: ['true'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'clusterProfiler::bitr_kegg',
        'clusterProfiler::search_kegg_organism',
        'clusterProfiler::download_KEGG',
        'clusterProfiler::browseKEGG',
        'clusterProfiler::gson_KEGG',
        'clusterProfiler::enrichWP',
        'clusterProfiler::gseWP',
        'clusterProfiler::get_wp_data',
      ],
      does: 'fetches from KEGG or WikiPathways',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['clusterProfiler::enrichDAVID'],
      does: 'sends the list of genes to DAVID',
    },
  ],
  hosts: ['rest.kegg.jp'],
  stage: {
    outside: 'gson::write.gson(gson_KEGG("hsa"), "kegg.gson")',
    inside: 'enricher(genes, gson = gson::read.gson("/safe_data/kegg.gson")); enrichGO needs no network',
  },
  examples: {
    asks: 'library(clusterProfiler)\nk <- enrichKEGG(genes)',
    local: 'library(clusterProfiler)\ng <- enrichGO(genes, OrgDb = org.Hs.eg.db)',
  },
  seen: {
    version: 'YuLab-SMU/clusterProfiler 4.11.0',
    date: '2026-11-25',
    how: 'source',
    where: 'R/kegg-utilities.R:44-191; R/gson.R:30-286; R/enrichDAVID.R:54',
  },
});
