import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'spacy-transformers',
  title: 'spacy-transformers',
  language: 'python',
  imports: ['spacy_transformers'],
  packages: { pypi: ['spacy-transformers'] },
  brings: ['transformers', 'spacy', 'torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['*.add_pipe'],
      argument: at(0, 'factory_name'),
      when: [{ argument: at(0, 'factory_name'), is: [/^(?:transformer|curated_transformer)$/] }],
      does: 'starts from a model on the Hub',
      unless: [hubOffline],
    },
  ],
  stage: { outside: 'nlp.to_disk("models/NAME")', inside: 'spacy.load("/safe_data/models/NAME")' },
  examples: {
    asks: 'import spacy\nnlp = spacy.blank("en")\nnlp.add_pipe("transformer")',
    local: 'import spacy\nnlp = spacy.load("/safe_data/models/trf")',
  },
  seen: {
    version: 'spacy_transformers 1.4.0',
    date: '2026-11-25',
    how: 'documented',
    where: 'metadata and documentation',
  },
});
