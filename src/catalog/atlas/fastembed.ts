import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'fastembed',
  title: 'FastEmbed',
  language: 'python',
  imports: ['fastembed'],
  packages: { pypi: ['fastembed'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'fastembed.TextEmbedding',
        'fastembed.SparseTextEmbedding',
        'fastembed.ImageEmbedding',
        'fastembed.LateInteractionTextEmbedding',
        'fastembed.LateInteractionMultimodalEmbedding',
        'fastembed.*TextCrossEncoder',
      ],
      does: 'fetches a model from the Hub, one of its own choice where none is named',
      unless: [
        { argument: named('specific_model_path'), is: ['path'] },
        localFilesOnly,
        hubOffline,
        { argument: at(1, 'cache_dir'), is: ['staged'] },
      ],
    },
  ],
  settings: [
    {
      name: 'FASTEMBED_CACHE_PATH',
      value: '/safe_data/fastembed',
      kind: 'data',
      why: 'FastEmbed looks for models in the data area, not in the temporary folder',
    },
  ],
  caches: [{ place: '<tmp>/fastembed_cache', movedBy: ['FASTEMBED_CACHE_PATH'], argument: named('cache_dir') }],
  stage: {
    outside: 'TextEmbedding(cache_dir="models/fastembed")',
    inside:
      'TextEmbedding(specific_model_path="/safe_data/models/NAME"), or FASTEMBED_CACHE_PATH with HF_HUB_OFFLINE=1',
  },
  examples: {
    asks: 'from fastembed import TextEmbedding\nm = TextEmbedding()',
    local: 'from fastembed import TextEmbedding\nm = TextEmbedding(specific_model_path="/safe_data/models/bge")',
  },
  seen: {
    version: 'fastembed 0.9.1',
    date: '2026-11-25',
    how: 'source',
    where: 'common/utils.py:76-85; common/model_management.py:644-660',
  },
});
