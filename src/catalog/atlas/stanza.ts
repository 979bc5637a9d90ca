import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'stanza',
  title: 'Stanza',
  language: 'python',
  imports: ['stanza'],
  packages: { pypi: ['stanza'] },
  brings: ['huggingface-hub', 'torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['stanza.Pipeline', 'stanza.MultilingualPipeline'],
      does: 'fetches resources.json at every start, then the models that are missing',
      unless: [{ argument: named('download_method'), is: ['none'] }],
    },
    { on: 'always', effect: 'fetches', calls: ['stanza.download', 'stanza.install_corenlp'], does: 'downloads models' },
  ],
  settings: [
    {
      name: 'STANZA_RESOURCES_DIR',
      value: '/safe_data/stanza',
      kind: 'data',
      why: 'Stanza looks for models in the data area',
    },
  ],
  caches: [
    {
      place: '~/stanza_resources',
      movedBy: ['STANZA_RESOURCES_DIR', 'XDG_CACHE_HOME'],
      argument: named('dir', 'model_dir'),
    },
  ],
  stage: {
    outside: 'stanza.download("en", model_dir="stanza")',
    inside: 'stanza.Pipeline("en", dir="/safe_data/stanza", download_method=None)',
  },
  examples: {
    asks: 'import stanza\nn = stanza.Pipeline("en")',
    local: 'import stanza\nn = stanza.Pipeline("en", dir="/safe_data/stanza", download_method=None)',
  },
  seen: {
    version: 'stanza 1.15.0',
    date: '2026-11-25',
    how: 'source',
    where: 'resources/common.py:33-46,172; pipeline/core.py:39-49,187,203-219',
  },
});
