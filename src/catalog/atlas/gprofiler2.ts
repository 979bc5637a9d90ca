import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gprofiler2',
  title: 'gprofiler2',
  language: 'r',
  imports: ['gprofiler2'],
  packages: { cran: ['gprofiler2'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'gprofiler2::gost',
        'gprofiler2::gconvert',
        'gprofiler2::gorth',
        'gprofiler2::gsnpense',
        'gprofiler2::upload_GMT_file',
      ],
      does: 'sends the list of genes to g:Profiler',
    },
  ],
  hosts: ['biit.cs.ut.ee'],
  stage: {
    outside: 'download the gene sets as .gmt',
    inside: 'fgsea or clusterProfiler::enricher with /safe_data/x.gmt',
  },
  examples: {
    asks: 'library(gprofiler2)\ng <- gost(genes)',
    local: 'library(fgsea)\np <- gmtPathways("/safe_data/x.gmt")',
  },
  seen: { version: 'gprofiler2 0.2.3', date: '2026-11-25', how: 'source', where: 'R/gprofiler2.R:22,94' },
});
