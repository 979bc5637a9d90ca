import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cellxgene-census',
  title: 'CELLxGENE Census',
  language: 'python',
  imports: ['cellxgene_census'],
  packages: { pypi: ['cellxgene-census'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'cellxgene_census.open_soma',
        'cellxgene_census.get_anndata',
        'cellxgene_census.download_source_h5ad',
        'cellxgene_census.get_census_version_directory',
        'cellxgene_census.get_presence_matrix',
      ],
      does: 'reads from S3',
      unless: [{ argument: named('uri'), is: ['path'] }],
    },
  ],
  stage: {
    outside: 'cellxgene_census.download_source_h5ad(id, to_path="x.h5ad")',
    inside: 'anndata.read_h5ad("/safe_data/x.h5ad")',
  },
  examples: {
    asks: 'import cellxgene_census\nc = cellxgene_census.open_soma()',
    local: 'import anndata\na = anndata.read_h5ad("/safe_data/x.h5ad")',
  },
  seen: {
    version: 'cellxgene_census 1.18.0',
    date: '2026-11-25',
    how: 'source',
    where: '_open.py:355; _release_directory.py:355,435',
  },
});
