import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'stringdb',
  title: 'STRINGdb',
  language: 'r',
  imports: ['STRINGdb'],
  packages: { bioconductor: ['STRINGdb'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['STRINGdb.new', 'STRINGdb::STRINGdb.new'],
      does: 'asks string-db.org, even when its folder is full',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['*.get_enrichment', '*.plot_network', '*.get_link'],
      does: 'sends the list of genes to string-db.org',
    },
  ],
  hosts: ['string-db.org'],
  stage: {
    outside: 'saveRDS(string_db$get_interactions(ids), "links.rds")',
    inside: 'build the graph with igraph from readRDS("/safe_data/links.rds")',
  },
  examples: {
    asks: 'library(STRINGdb)\ns <- STRINGdb$new(version = "12")',
    local: 'l <- readRDS("/safe_data/links.rds")',
  },
  seen: {
    version: 'bioc/STRINGdb 2.19.0',
    date: '2026-11-25',
    how: 'source',
    where: 'R/rstring.R:142-190,253-359; R/r_utils.R:76-84',
  },
});
