import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'ktrain',
  title: 'ktrain',
  language: 'python',
  imports: ['ktrain'],
  packages: { pypi: ['ktrain'] },
  brings: ['transformers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['ktrain.text.Transformer', 'ktrain.text.TransformerEmbedding', 'ktrain.text.*.Transformer'],
      argument: at(0, 'model_name'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'ktrain.text.ZeroShotClassifier',
        'ktrain.text.*.ZeroShotClassifier',
        'ktrain.text.Translator',
        'ktrain.text.*.Translator',
        'ktrain.text.TransformerSummarizer',
        'ktrain.text.*.TransformerSummarizer',
      ],
      argument: at(0, 'model_name'),
      does: 'loads a model by its name on the Hub, one of its own choice where none is named',
      unless: [hubOffline],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['ktrain.text.SimpleQA', 'ktrain.text.*.SimpleQA', 'ktrain.text.AnswerExtractor'],
      argument: at(1, 'bert_squad_model', 'model_name'),
      does: 'loads a model by its name on the Hub, one of its own choice where none is named',
      unless: [hubOffline],
    },
  ],
  stage: {
    outside: 'snapshot_download("ORG/NAME", local_dir="models/NAME") with huggingface_hub',
    inside: 'text.Transformer("/safe_data/models/NAME", maxlen=500, class_names=names)',
  },
  examples: {
    asks: 'from ktrain import text\nt = text.Transformer("distilbert-base-uncased", maxlen=500)',
    local: 'from ktrain import text\nt = text.Transformer("/safe_data/models/distilbert", maxlen=500)',
  },
  seen: {
    version: 'ktrain 0.41.4',
    date: '2026-11-26',
    how: 'source',
    where:
      'text/preprocessor.py:838-957, text/zsl/core.py:17-37, text/translation/core.py:14-33, text/summarization/core.py:24, text/qa/extractive_qa.py:160-181',
  },
});
