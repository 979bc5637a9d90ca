import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gseapy',
  title: 'GSEApy',
  language: 'python',
  imports: ['gseapy'],
  packages: { pypi: ['gseapy'] },
  triggers: [
    {
      on: 'name',
      effect: 'sends',
      calls: ['gseapy.enrichr'],
      commands: ['gseapy enrichr'],
      argument: at(1, 'gene_sets'),
      does: 'sends the list of genes to Enrichr',
      unless: [{ argument: at(1, 'gene_sets'), is: [/\.gmt$/] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['gseapy.prerank', 'gseapy.gsea', 'gseapy.ssgsea', 'gseapy.gsva'],
      argument: at(1, 'gene_sets'),
      does: 'fetches a library of gene sets by its name',
      unless: [{ argument: at(1, 'gene_sets'), is: [/\.gmt$/] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['gseapy.get_library', 'gseapy.get_library_name', 'gseapy.Msigdb', 'gseapy.Biomart'],
      does: 'asks Enrichr, MSigDB or BioMart',
    },
  ],
  caches: [{ place: '~/.cache/gseapy', movedBy: [] }],
  hosts: ['maayanlab.cloud'],
  stage: {
    outside: 'download the .gmt of the library',
    inside:
      'gp.enrich(genes, gene_sets="/safe_data/kegg.gmt", background=...) instead of gp.enrichr; gene_sets="/safe_data/kegg.gmt" for the others',
  },
  examples: {
    asks: 'import gseapy as gp\nr = gp.enrichr(genes, gene_sets="KEGG_2021_Human")',
    local: 'import gseapy as gp\nr = gp.enrich(genes, gene_sets="/safe_data/kegg.gmt", background=20000)',
  },
  seen: {
    version: 'gseapy 1.3.1',
    date: '2026-11-26',
    how: 'run',
    where: 'utils.py:19; base.py:520-560; enrichr.py:137-140,594; biomart.py:98-290; msigdb.py:30-99',
  },
});
