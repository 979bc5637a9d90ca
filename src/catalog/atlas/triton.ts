import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'triton',
  title: 'Triton',
  language: 'python',
  imports: ['triton'],
  packages: { pypi: ['triton'] },
  triggers: [],
  settings: [
    {
      name: 'TRITON_CACHE_DIR',
      value: '/scratch/triton',
      kind: 'cache',
      why: 'Triton writes compiled kernels there',
      needed: true,
    },
  ],
  caches: [{ place: '~/.triton/cache', movedBy: ['TRITON_CACHE_DIR', 'TRITON_HOME'] }],
  stage: { outside: 'nothing', inside: 'ENV TRITON_CACHE_DIR=/scratch/triton' },
  examples: { local: 'import triton\nf = triton.jit(g)' },
  seen: { version: 'triton of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
