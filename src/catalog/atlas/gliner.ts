import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly, stagedHubCache } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'gliner',
  title: 'GLiNER',
  language: 'python',
  imports: ['gliner'],
  packages: { pypi: ['gliner'] },
  brings: ['transformers', 'huggingface-hub', 'torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['gliner.GLiNER.from_pretrained'],
      argument: at(0, 'model_id'),
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
    outside: 'GLiNER.from_pretrained("ORG/NAME").save_pretrained("models/NAME")',
    inside: 'GLiNER.from_pretrained("/safe_data/models/NAME", local_files_only=True)',
  },
  note: 'A folder without the configuration and tokeniser of its encoder asks the Hub for them: try it with HF_HUB_OFFLINE=1 first.',
  examples: {
    asks: 'from gliner import GLiNER\nm = GLiNER.from_pretrained("urchade/gliner_medium-v2.1")',
    local: 'from gliner import GLiNER\nm = GLiNER.from_pretrained("/safe_data/models/gliner", local_files_only=True)',
  },
  seen: {
    version: 'gliner 0.2.29',
    date: '2026-11-25',
    how: 'source',
    where: 'model.py:691-800,1216-1218,1360; modeling/encoder.py:90-148',
  },
});
