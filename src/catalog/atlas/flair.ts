import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'flair',
  title: 'Flair',
  language: 'python',
  imports: ['flair'],
  packages: { pypi: ['flair'] },
  brings: ['huggingface-hub', 'transformers', 'gdown', 'torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['flair.*Classifier.load', 'flair.*Tagger.load', 'flair.nn.Classifier.load'],
      argument: at(0, 'model_path', 'model_name'),
      does: 'loads a model by its name',
      unless: [{ argument: at(0, 'model_path', 'model_name'), is: [/\.pt$/] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'flair.embeddings.TransformerWordEmbeddings',
        'flair.embeddings.TransformerDocumentEmbeddings',
        'flair.embeddings.FlairEmbeddings',
        'flair.embeddings.WordEmbeddings',
        'flair.embeddings.SentenceTransformerDocumentEmbeddings',
      ],
      argument: at(0, 'model', 'embeddings'),
      does: 'loads embeddings by their name',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['flair.datasets.*'],
      does: 'downloads a corpus',
      unless: [{ argument: at(0, 'data_folder', 'corpus_path', 'base_path'), is: ['path'] }],
    },
  ],
  settings: [{ name: 'FLAIR_CACHE_ROOT', value: '/scratch/flair', kind: 'cache', why: 'Flair writes its cache there' }],
  caches: [{ place: '~/.flair', movedBy: ['FLAIR_CACHE_ROOT'] }],
  stage: {
    outside: 'download the .pt of the model (its page on the Hub has it)',
    inside: 'SequenceTagger.load("/safe_data/models/ner.pt"), with HF_HUB_OFFLINE=1 and the tokeniser staged',
  },
  note: 'A .pt with transformer embeddings may still ask the Hub for its tokeniser.',
  examples: {
    asks: 'from flair.models import SequenceTagger\nt = SequenceTagger.load("flair/ner-english")',
    local: 'from flair.models import SequenceTagger\nt = SequenceTagger.load("/safe_data/models/ner.pt")',
  },
  seen: {
    version: 'flair 0.15.1',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:11; file_utils.py:165,257; models/sequence_tagger_model.py:773-789',
  },
});
