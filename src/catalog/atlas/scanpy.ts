import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'scanpy',
  title: 'Scanpy',
  language: 'python',
  imports: ['scanpy'],
  packages: { pypi: ['scanpy'] },
  brings: ['numba', 'matplotlib'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'scanpy.datasets.pbmc3k',
        'scanpy.datasets.pbmc3k_processed',
        'scanpy.datasets.paul15',
        'scanpy.datasets.moignard15',
        'scanpy.datasets.burczynski06',
        'scanpy.datasets.visium_sge',
        'scanpy.datasets.ebi_expression_atlas',
      ],
      does: 'downloads a data set',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['scanpy.read'],
      argument: named('backup_url'),
      does: 'downloads a file that is missing',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'scanpy.queries.enrich',
        'scanpy.queries.biomart_annotations',
        'scanpy.queries.gene_coordinates',
        'scanpy.queries.mitochondrial_genes',
      ],
      does: 'asks g:Profiler or BioMart, and enrich sends the genes',
    },
  ],
  writes: [{ place: './figures', calls: ['scanpy.pl.*'], given: named('save'), unlessNamed: ['figdir'] }],
  stage: {
    outside: 'write the .h5ad',
    inside: 'sc.read_h5ad("/safe_data/x.h5ad"); sc.settings.figdir = "/safe_outputs/figures"',
  },
  note: 'Its folders data, cache and figures lie in the working directory: settings.datasetdir, cachedir and figdir move them.',
  examples: {
    asks: 'import scanpy as sc\na = sc.datasets.pbmc3k()',
    local: 'import scanpy as sc\na = sc.read_h5ad("/safe_data/pbmc.h5ad")',
  },
  seen: {
    version: 'scanpy 1.11.5',
    date: '2026-11-26',
    how: 'run',
    where:
      'datasets/_datasets.py:132-504; readwrite.py:86-152,993-1020; _settings/__init__.py:83-238,479; plotting/_utils.py:297-320',
  },
});
