import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gensim',
  title: 'gensim',
  language: 'python',
  imports: ['gensim'],
  packages: { pypi: ['gensim'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['gensim.downloader.load', 'gensim.downloader.info'],
      commands: ['gensim.downloader'],
      does: 'asks GitHub for the list of models, even for one that is cached',
    },
  ],
  settings: [
    { name: 'GENSIM_DATA_DIR', value: '/scratch/gensim', kind: 'cache', why: 'gensim.downloader makes this folder' },
  ],
  caches: [{ place: '~/gensim-data', movedBy: ['GENSIM_DATA_DIR'] }],
  stage: {
    outside: 'gensim.downloader.load("NAME").save("models/NAME.kv")',
    inside: 'KeyedVectors.load("/safe_data/models/NAME.kv", mmap="r")',
  },
  examples: {
    asks: 'import gensim.downloader as api\nm = api.load("glove-wiki-gigaword-50")',
    local: 'from gensim.models import KeyedVectors\nm = KeyedVectors.load("/safe_data/models/glove.kv")',
  },
  seen: { version: 'gensim 4.4.0', date: '2026-11-26', how: 'run', where: 'downloader.py:76-77,190-215,365-396' },
});
