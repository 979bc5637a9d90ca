import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pyensembl',
  title: 'PyEnsembl',
  language: 'python',
  imports: ['pyensembl'],
  packages: { pypi: ['pyensembl'] },
  triggers: [
    { on: 'always', effect: 'fetches', commands: ['pyensembl install'], does: 'downloads a release' },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['pyensembl.EnsemblRelease().download', 'pyensembl.Genome().download'],
      does: 'downloads a release that is not in its folder',
      unless: [{ filled: 'PYENSEMBL_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'PYENSEMBL_CACHE_DIR',
      value: '/safe_data',
      kind: 'data',
      why: 'the folder that holds pyensembl',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/pyensembl', movedBy: ['PYENSEMBL_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'PYENSEMBL_CACHE_DIR=. pyensembl install --release 111 --species human',
    inside: 'ENV PYENSEMBL_CACHE_DIR=/safe_data, with the index made outside too',
  },
  examples: {
    asks: 'pyensembl install --release 111 --species human',
    local: 'from pyensembl import EnsemblRelease\ng = EnsemblRelease(111).genes()',
  },
  seen: {
    version: 'pyensembl 2.32.3',
    date: '2026-11-25',
    how: 'source',
    where: 'download_cache.py:30-105; datacache 1.29.3 common.py:71-95',
  },
});
