import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'jax',
  title: 'JAX',
  language: 'python',
  imports: ['jax', 'jaxlib', 'flax'],
  packages: { pypi: ['jax', 'jaxlib', 'flax'] },
  triggers: [],
  settings: [
    {
      name: 'JAX_COMPILATION_CACHE_DIR',
      value: '/scratch/jax',
      kind: 'cache',
      why: 'compiled functions are kept there, where that is wanted',
    },
  ],
  stage: { outside: 'nothing', inside: 'ENV JAX_PLATFORMS=cpu or cuda, so that no other backend is looked for' },
  examples: { local: 'import jax\nf = jax.jit(g)' },
  seen: { version: 'jax 0.10.2', date: '2026-11-25', how: 'source', where: '_src/config.py:1545-1551' },
});
