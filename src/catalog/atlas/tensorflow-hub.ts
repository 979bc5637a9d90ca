import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tensorflow-hub',
  title: 'TensorFlow Hub',
  language: 'python',
  imports: ['tensorflow_hub'],
  packages: { pypi: ['tensorflow-hub'] },
  brings: ['keras'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['tensorflow_hub.load', 'tensorflow_hub.KerasLayer', 'tensorflow_hub.resolve', 'tensorflow_hub.Module'],
      argument: at(0, 'handle', 'spec'),
      does: 'fetches a model by its address',
      unless: [{ filled: 'TFHUB_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'TFHUB_CACHE_DIR',
      value: '/safe_data/tfhub',
      kind: 'data',
      why: 'models are looked for in the data area, not in the temporary folder',
    },
  ],
  caches: [{ place: '<tmp>/tfhub_modules', movedBy: ['TFHUB_CACHE_DIR'] }],
  stage: { outside: 'download and unpack the SavedModel', inside: 'hub.load("/safe_data/models/use")' },
  examples: {
    asks: 'import tensorflow_hub as hub\nm = hub.load("https://tfhub.dev/google/universal-sentence-encoder/4")',
    local: 'import tensorflow_hub as hub\nm = hub.load("/safe_data/models/use")',
  },
  seen: { version: 'tensorflow_hub 0.16.1', date: '2026-11-25', how: 'source', where: 'resolver.py:78-110,523' },
});
