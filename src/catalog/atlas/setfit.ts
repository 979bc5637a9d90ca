import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly, stagedHubCache } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'setfit',
  title: 'SetFit',
  language: 'python',
  imports: ['setfit'],
  packages: { pypi: ['setfit'] },
  brings: ['sentence-transformers', 'datasets', 'huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['setfit.SetFitModel.from_pretrained'],
      argument: at(0, 'pretrained_model_name_or_path', 'model_id'),
      does: 'loads a model by its name on the Hub',
      unless: [localFilesOnly, hubOffline, stagedHubCache],
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  stage: {
    outside: 'model.save_pretrained("models/NAME")',
    inside: 'SetFitModel.from_pretrained("/safe_data/models/NAME")',
  },
  examples: {
    asks: 'from setfit import SetFitModel\nm = SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2")',
    local: 'from setfit import SetFitModel\nm = SetFitModel.from_pretrained("/safe_data/models/setfit")',
  },
  seen: { version: 'setfit 1.2.0', date: '2026-11-25', how: 'source', where: 'modeling.py:780-812' },
});
