import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tokenizers',
  title: 'tokenizers',
  language: 'python',
  imports: ['tokenizers'],
  packages: { pypi: ['tokenizers'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['tokenizers.Tokenizer.from_pretrained'],
      argument: at(0, 'identifier'),
      does: 'loads a tokeniser by its name on the Hub',
    },
  ],
  caches: [{ place: '~/.cache/huggingface/hub', movedBy: ['HF_HOME'] }],
  stage: {
    outside: 'download tokenizer.json of the model',
    inside: 'Tokenizer.from_file("/safe_data/models/NAME/tokenizer.json")',
  },
  examples: {
    asks: 'from tokenizers import Tokenizer\nt = Tokenizer.from_pretrained("bert-base-uncased")',
    local: 'from tokenizers import Tokenizer\nt = Tokenizer.from_file("/safe_data/models/bert/tokenizer.json")',
  },
  seen: {
    version: 'tokenizers 0.23.3',
    date: '2026-11-26',
    how: 'run',
    where: 'metadata of the wheel and documentation; the Rust part was not read',
  },
});
