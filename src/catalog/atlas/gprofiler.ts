import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gprofiler',
  title: 'g:Profiler',
  language: 'python',
  imports: ['gprofiler'],
  packages: { pypi: ['gprofiler-official'] },
  triggers: [
    { on: 'always', effect: 'sends', calls: ['gprofiler.GProfiler'], does: 'sends the list of genes to g:Profiler' },
  ],
  hosts: ['biit.cs.ut.ee'],
  stage: {
    outside: 'download the gene sets as .gmt',
    inside: 'gseapy.enrich(genes, gene_sets="/safe_data/x.gmt", background=...) instead',
  },
  examples: {
    asks: 'from gprofiler import GProfiler\ng = GProfiler(return_dataframe=True)',
    local: 'import gseapy as gp\nr = gp.enrich(genes, gene_sets="/safe_data/x.gmt", background=20000)',
  },
  seen: { version: 'gprofiler-official 1.0.0', date: '2026-11-26', how: 'run', where: 'documentation' },
});
