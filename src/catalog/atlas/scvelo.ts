import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'scvelo',
  title: 'scVelo and CellRank',
  language: 'python',
  imports: ['scvelo', 'cellrank'],
  packages: { pypi: ['scvelo', 'cellrank'] },
  brings: ['scanpy'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['scvelo.datasets.*', 'cellrank.datasets.*'],
      does: 'downloads a data set',
      unless: [{ argument: at(0, 'file_path', 'path'), is: ['staged'] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['scvelo.read'],
      argument: named('backup_url'),
      does: 'downloads a file that is missing',
    },
  ],
  stage: { outside: 'write the .h5ad', inside: 'scv.read("/safe_data/x.h5ad")' },
  examples: {
    asks: 'import scvelo as scv\na = scv.datasets.pancreas()',
    local: 'import scvelo as scv\na = scv.read("/safe_data/x.h5ad")',
  },
  seen: { version: 'scvelo 0.3.4', date: '2026-11-25', how: 'source', where: 'datasets/_read.py:21; read_load.py:22' },
});
