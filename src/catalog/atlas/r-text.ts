import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'r-text',
  title: 'text for R',
  language: 'r',
  imports: ['text'],
  packages: { cran: ['text'] },
  brings: ['reticulate', 'transformers', 'huggingface-hub', 'nltk'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'text::textEmbed',
        'text::textClassify',
        'text::textZeroShot',
        'text::textGeneration',
        'text::textNER',
        'text::textQA',
        'text::textSum',
        'text::textTranslate',
        'text::textTrain',
        'text::textModelLayers',
      ],
      argument: named('model'),
      does: 'loads a model by its name on the Hub, one of its own choice where none is named',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['text::textrpp_install', 'text::textrpp_install_virtualenv'],
      does: 'installs a Python environment',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['text::textPredict', 'text::textAssess'],
      argument: named('model_info'),
      when: [{ argument: named('model_info'), is: ['address'] }],
      does: 'downloads a trained model',
    },
  ],
  caches: [{ place: '~/.cache/huggingface', movedBy: ['HF_HOME'] }],
  stage: {
    outside: 'snapshot_download("ORG/NAME", local_dir="models/NAME") with huggingface_hub',
    inside: 'textEmbed(x, model = "/safe_data/models/NAME")',
  },
  examples: {
    asks: 'library(text)\nx <- textEmbed("a")',
    local: 'library(text)\nx <- textEmbed("a", model = "/safe_data/models/bert")',
  },
  seen: {
    version: 'OscarKjell/text 1.9',
    date: '2026-11-25',
    how: 'source',
    where: 'inst/python/huggingface_Interface3.py:164-216; R/2_4_1_textPredictTextTrained.R:31-57; R/zzz.R:70',
  },
});
