import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'model2vec',
  title: 'Model2Vec',
  language: 'python',
  imports: ['model2vec'],
  packages: { pypi: ['model2vec'] },
  brings: ['huggingface-hub', 'tokenizers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['model2vec.StaticModel.from_pretrained'],
      argument: at(0, 'path'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/huggingface/hub', movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'StaticModel.from_pretrained("ORG/NAME").save_pretrained("models/NAME")',
    inside: 'StaticModel.from_pretrained("/safe_data/models/NAME")',
  },
  examples: {
    asks: 'from model2vec import StaticModel\nm = StaticModel.from_pretrained("minishlab/potion-base-8M")',
    local: 'from model2vec import StaticModel\nm = StaticModel.from_pretrained("/safe_data/models/potion")',
  },
  seen: {
    version: 'model2vec of 2026-11-25',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation; the call was not read line by line',
  },
});
