import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pertpy',
  title: 'pertpy',
  language: 'python',
  imports: ['pertpy'],
  packages: { pypi: ['pertpy'] },
  brings: ['scanpy', 'decoupler'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'pertpy.dt.*',
        'pertpy.data.*',
        'pertpy.md.CellLine',
        'pertpy.md.Drug',
        'pertpy.md.Moa',
        'pertpy.md.LookUp',
        'pertpy.metadata.*',
      ],
      does: 'downloads data or tables of annotation',
    },
  ],
  stage: {
    outside: 'run the program once and keep the folders data and cache',
    inside: 'sc.settings.datasetdir = "/safe_data/data"; sc.settings.cachedir = "/safe_data/cache"',
  },
  examples: {
    asks: 'import pertpy as pt\na = pt.dt.kang_2018()',
    local: 'import pertpy as pt\nd = pt.tl.Distance("edistance")',
  },
  seen: {
    version: 'pertpy 1.0.3',
    date: '2026-11-25',
    how: 'source',
    where: 'data/_dataloader.py:30-80; data/_datasets.py:43-73; metadata/_drug.py:27-59',
  },
});
