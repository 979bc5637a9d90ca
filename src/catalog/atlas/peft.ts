import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly, stagedHubCache } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'peft',
  title: 'peft',
  language: 'python',
  imports: ['peft'],
  packages: { pypi: ['peft'] },
  brings: ['huggingface-hub', 'transformers', 'accelerate'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['peft.PeftModel.from_pretrained', 'peft.PeftConfig.from_pretrained'],
      argument: at(1, 'model_id', 'pretrained_model_name_or_path'),
      does: 'loads an adapter by its name on the Hub',
      unless: [localFilesOnly, hubOffline, stagedHubCache],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['peft.AutoPeftModel*from_pretrained'],
      does: 'loads the base model that adapter_config.json names, from the Hub unless that is a path',
      unless: [localFilesOnly, hubOffline],
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
    outside: 'stage the base model and the adapter as two folders',
    inside:
      'base = AutoModel.from_pretrained("/safe_data/base"); PeftModel.from_pretrained(base, "/safe_data/adapter")',
  },
  note: 'AutoPeftModel on a local adapter fetches the base model that its adapter_config.json names: write a path there.',
  examples: {
    asks: 'from peft import AutoPeftModelForCausalLM\nm = AutoPeftModelForCausalLM.from_pretrained("/safe_data/adapter")',
    local: 'from peft import PeftModel\nm = PeftModel.from_pretrained(base, "/safe_data/adapter")',
  },
  seen: {
    version: 'peft 0.21.2',
    date: '2026-11-25',
    how: 'source',
    where: 'auto.py:114; utils/save_and_load.py:731-763; utils/other.py:1503',
  },
});
