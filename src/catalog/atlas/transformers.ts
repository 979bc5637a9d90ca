import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly, stagedHubCache } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'transformers',
  title: 'transformers',
  language: 'python',
  imports: ['transformers'],
  packages: { pypi: ['transformers'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['transformers.*from_pretrained', '*.from_pretrained'],
      argument: at(
        0,
        'pretrained_model_name_or_path',
        'pretrained_model_name',
        'model_id',
        'model_name_or_path',
        'repo_id',
        'model_name',
        'model',
      ),
      does: 'loads a model by its name on the Hub',
      unless: [localFilesOnly, hubOffline, stagedHubCache],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['transformers.pipeline', 'pipeline'],
      argument: at(1, 'model'),
      does: 'loads a model by its name on the Hub, one of its own choice where none is named',
      unless: [hubOffline],
    },
  ],
  settings: [
    {
      name: 'HF_MODULES_CACHE',
      value: '/scratch/huggingface/modules',
      kind: 'cache',
      why: 'written at run time, and /safe_data may be read-only',
      atImport: true,
      needed: true,
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
    outside:
      'snapshot_download("ORG/NAME", revision="<40-digit commit>", local_dir="models/NAME") with huggingface_hub',
    inside: 'AutoModel.from_pretrained("/safe_data/models/NAME", local_files_only=True)',
  },
  note: 'A config.json whose auto_map names another repository fetches code from it, even for a local folder. TRANSFORMERS_CACHE is no longer read in 5.x.',
  examples: {
    asks: 'from transformers import AutoModel\nm = AutoModel.from_pretrained("google-bert/bert-base-uncased")',
    local: 'from transformers import AutoModel\nm = AutoModel.from_pretrained("/safe_data/models/bert")',
  },
  seen: {
    version: 'transformers 5.24.0',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/hub.py:108,292; dynamic_module_utils.py:89-95,403; modeling_utils.py:664-727',
  },
});
