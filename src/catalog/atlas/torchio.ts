import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torchio',
  title: 'TorchIO',
  language: 'python',
  imports: ['torchio'],
  packages: { pypi: ['torchio'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'torchio.datasets.Colin27',
        'torchio.datasets.ICBM2009CNonlinearSymmetric',
        'torchio.datasets.Sheep',
        'torchio.datasets.FPG',
        'torchio.datasets.Slicer',
        'torchio.datasets.BITE3',
        'torchio.datasets.Pediatric',
        'torchio.datasets.ITKSNAP',
        'torchio.datasets.*MNIST*',
      ],
      does: 'downloads an example data set',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'torchio.datasets.IXI',
        'torchio.datasets.IXITiny',
        'torchio.datasets.RSNAMICCAI',
        'torchio.datasets.EPISURG',
      ],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.cache/torchio', movedBy: [] }],
  stage: { outside: 'use your own images', inside: 'tio.ScalarImage("/safe_data/x.nii.gz")' },
  note: 'XDG_CACHE_HOME does not move its folder.',
  examples: {
    asks: 'import torchio as tio\nc = tio.datasets.Colin27()',
    local: 'import torchio as tio\ni = tio.ScalarImage("/safe_data/x.nii.gz")',
  },
  seen: {
    version: 'torchio 1.2.1',
    date: '2026-11-25',
    how: 'source',
    where: 'utils.py:201-202; datasets; download.py:126-166',
  },
});
