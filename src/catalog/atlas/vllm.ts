import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'vllm',
  title: 'vLLM',
  language: 'python',
  imports: ['vllm'],
  packages: { pypi: ['vllm'] },
  brings: ['transformers', 'huggingface-hub', 'triton'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['vllm.LLM'],
      argument: at(0, 'model'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
    {
      on: 'start',
      effect: 'reports',
      commands: ['vllm serve'],
      does: 'reports its use when the engine starts',
      unless: [
        { variable: 'VLLM_NO_USAGE_STATS', is: /1/ },
        { variable: 'DO_NOT_TRACK', is: /1/ },
      ],
    },
    { on: 'always', effect: 'fetches', commands: ['vllm bench'], does: 'fetches data sets' },
  ],
  settings: [
    { name: 'VLLM_NO_USAGE_STATS', value: '1', kind: 'switch', why: 'no usage reports; only 1 counts' },
    { name: 'VLLM_CACHE_ROOT', value: '/scratch/vllm', kind: 'cache', why: 'compiled code is kept there' },
    { name: 'VLLM_CONFIG_ROOT', value: '/scratch/vllm-config', kind: 'cache', why: 'settings are written there' },
  ],
  caches: [{ place: '~/.cache/vllm', movedBy: ['VLLM_CACHE_ROOT', 'XDG_CACHE_HOME'] }],
  hosts: ['stats.vllm.ai'],
  stage: {
    outside: 'snapshot_download("ORG/NAME", local_dir="models/NAME") with huggingface_hub',
    inside: 'LLM(model="/safe_data/models/NAME"), and HF_HUB_OFFLINE=1',
  },
  examples: {
    asks: 'from vllm import LLM\nm = LLM(model="meta-llama/Llama-3.1-8B")',
    local: 'from vllm import LLM\nm = LLM(model="/safe_data/models/llama")',
    environment: { DO_NOT_TRACK: '1' },
  },
  seen: {
    version: 'vllm, several stored versions',
    date: '2026-11-25',
    how: 'source',
    where: 'envs.py; documentation usage_stats',
  },
});
