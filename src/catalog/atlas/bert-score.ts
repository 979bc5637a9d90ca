import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'bert-score',
  title: 'BERTScore',
  language: 'python',
  imports: ['bert_score'],
  packages: { pypi: ['bert-score'] },
  brings: ['transformers', 'torch'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['bert_score.score', 'bert_score.BERTScorer'],
      argument: named('model_type'),
      does: 'loads the default model of the language from the Hub',
      unless: [hubOffline],
    },
  ],
  stage: {
    outside: 'snapshot_download("roberta-large", local_dir="models/roberta-large") with huggingface_hub',
    inside: 'BERTScorer(model_type="/safe_data/models/roberta-large", num_layers=17)',
  },
  examples: {
    asks: 'import bert_score\np = bert_score.score(a, b, lang="en")',
    local: 'import bert_score\np = bert_score.score(a, b, model_type="/safe_data/models/roberta-large", num_layers=17)',
  },
  seen: { version: 'bert_score 0.3.13', date: '2026-11-25', how: 'documented', where: 'utils.py and documentation' },
});
