import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cupy',
  title: 'CuPy',
  language: 'python',
  imports: ['cupy', 'cupyx'],
  packages: { pypi: ['cupy-cuda12x', 'cupy-cuda13x', 'cupy'], conda: ['cupy'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['cupyx.tools.install_library.*'],
      commands: ['cupyx.tools.install_library'],
      does: 'downloads a CUDA library',
    },
  ],
  settings: [
    {
      name: 'CUDA_CACHE_PATH',
      value: '/scratch/cuda',
      kind: 'cache',
      why: 'the CUDA driver writes compiled kernels there, not in a home directory',
    },
    {
      name: 'CUPY_CACHE_DIR',
      value: '/scratch/cupy',
      kind: 'cache',
      why: 'CuPy writes compiled kernels there',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cupy/kernel_cache', movedBy: ['CUPY_CACHE_DIR'] }],
  stage: { outside: 'nothing', inside: 'ENV CUPY_CACHE_DIR=/scratch/cupy' },
  examples: {
    asks: 'python -m cupyx.tools.install_library --library cutensor',
    local: 'import cupy\na = cupy.arange(3)',
  },
  seen: {
    version: 'cupy of 2026-11-25',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation, Environment variables',
  },
});
