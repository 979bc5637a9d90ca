import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'sentence-transformers',
  title: 'sentence-transformers',
  language: 'python',
  imports: ['sentence_transformers'],
  packages: { pypi: ['sentence-transformers'] },
  brings: ['transformers', 'huggingface-hub', 'torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'sentence_transformers.SentenceTransformer',
        'sentence_transformers.CrossEncoder',
        'sentence_transformers.SparseEncoder',
        'sentence_transformers.*.SentenceTransformer',
        'sentence_transformers.*.CrossEncoder',
      ],
      argument: at(0, 'model_name_or_path', 'model_name'),
      does: 'loads a model by its name on the Hub, where a bare name counts as well',
      unless: [localFilesOnly, hubOffline, { argument: named('cache_folder'), is: ['staged'] }],
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['SENTENCE_TRANSFORMERS_HOME', 'HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_folder'),
    },
  ],
  stage: {
    outside: 'SentenceTransformer("NAME").save("models/NAME")',
    inside: 'SentenceTransformer("/safe_data/models/NAME")',
  },
  examples: {
    asks: 'from sentence_transformers import SentenceTransformer\nm = SentenceTransformer("all-MiniLM-L6-v2")',
    local: 'from sentence_transformers import SentenceTransformer\nm = SentenceTransformer("/safe_data/models/minilm")',
  },
  seen: {
    version: 'sentence_transformers 6.2.0',
    date: '2026-11-25',
    how: 'source',
    where: 'base/model.py:114,142,205,1135,1173-1354',
  },
});
