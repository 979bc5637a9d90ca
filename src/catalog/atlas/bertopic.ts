import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'bertopic',
  title: 'BERTopic',
  language: 'python',
  imports: ['bertopic'],
  packages: { pypi: ['bertopic'] },
  brings: ['sentence-transformers', 'numba', 'plotly'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['bertopic.BERTopic'],
      argument: named('embedding_model'),
      does: 'loads a default embedding model from the Hub',
      unless: [hubOffline],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['bertopic.BERTopic.load'],
      argument: at(0, 'path'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/huggingface/hub', movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'SentenceTransformer("all-MiniLM-L6-v2").save("models/minilm")',
    inside: 'BERTopic(embedding_model=SentenceTransformer("/safe_data/models/minilm")); the same for BERTopic.load',
  },
  examples: {
    asks: 'from bertopic import BERTopic\nt = BERTopic()',
    local:
      'from bertopic import BERTopic\nfrom sentence_transformers import SentenceTransformer\nt = BERTopic(embedding_model=SentenceTransformer("/safe_data/models/minilm"))',
  },
  seen: {
    version: 'bertopic 0.17.4',
    date: '2026-11-25',
    how: 'source',
    where: 'backend/_utils.py:145-171; _save_utils.py:229-265',
  },
});
