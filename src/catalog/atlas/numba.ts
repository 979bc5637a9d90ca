import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'numba',
  title: 'Numba',
  language: 'python',
  imports: ['numba'],
  packages: { pypi: ['numba'] },
  triggers: [],
  settings: [
    {
      name: 'NUMBA_CACHE_DIR',
      value: '/scratch/numba',
      kind: 'cache',
      why: 'Numba writes compiled functions there',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/numba', movedBy: ['NUMBA_CACHE_DIR'] }],
  stage: { outside: 'nothing', inside: 'ENV NUMBA_CACHE_DIR=/scratch/numba' },
  note: 'With cache=True, which umap, librosa and scanpy use, it stops where it can write neither beside the source nor into the home directory.',
  examples: { local: 'import numba\nf = numba.njit(g)' },
  seen: { version: 'numba 0.68.1', date: '2026-11-25', how: 'source', where: 'core/config.py:282' },
});
