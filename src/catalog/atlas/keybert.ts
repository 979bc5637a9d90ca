import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'keybert',
  title: 'KeyBERT',
  language: 'python',
  imports: ['keybert'],
  packages: { pypi: ['keybert'] },
  brings: ['sentence-transformers'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['keybert.KeyBERT'],
      argument: at(0, 'model'),
      does: 'loads a default embedding model from the Hub',
      unless: [hubOffline],
    },
  ],
  stage: {
    outside: 'SentenceTransformer("all-MiniLM-L6-v2").save("models/minilm")',
    inside: 'KeyBERT(model=SentenceTransformer("/safe_data/models/minilm"))',
  },
  examples: {
    asks: 'from keybert import KeyBERT\nk = KeyBERT()',
    local:
      'from keybert import KeyBERT\nfrom sentence_transformers import SentenceTransformer\nk = KeyBERT(model=SentenceTransformer("/safe_data/models/minilm"))',
  },
  seen: {
    version: 'keybert 0.9.0',
    date: '2026-11-25',
    how: 'source',
    where: 'backend/_sentencetransformers.py:43; _model.py:59',
  },
});
