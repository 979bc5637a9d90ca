import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'litellm',
  title: 'LiteLLM',
  language: 'python',
  imports: ['litellm'],
  packages: { pypi: ['litellm'] },
  brings: ['tiktoken', 'tokenizers'],
  triggers: [
    {
      on: 'start',
      effect: 'fetches',
      does: 'fetches a list of prices from GitHub at every import, then goes on with its own copy',
      unless: [
        { variable: 'LITELLM_OFFLINE_MODE', is: /true/i },
        { variable: 'LITELLM_LOCAL_MODEL_COST_MAP', is: /true/i },
      ],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['litellm.completion', 'litellm.acompletion', 'litellm.embedding'],
      does: 'sends prompts to a web service',
      unless: [{ argument: named('api_base', 'base_url'), is: ['loopback'] }],
    },
  ],
  settings: [
    {
      name: 'LITELLM_LOCAL_MODEL_COST_MAP',
      value: 'True',
      kind: 'switch',
      why: 'the list of prices in the package',
      atImport: true,
      needed: true,
    },
    { name: 'LITELLM_OFFLINE_MODE', value: 'true', kind: 'switch', why: 'bundled copies only', atImport: true },
  ],
  stage: {
    outside: 'nothing',
    inside: 'completion(model="openai/local", api_base="http://127.0.0.1:8000/v1") with a server in the container',
  },
  examples: {
    asks: 'import litellm',
    local: 'import litellm\nlitellm.completion(model="openai/local", messages=m, api_base="http://127.0.0.1:8000/v1")',
    environment: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
  },
  seen: {
    version: 'litellm 1.110.2',
    date: '2026-11-25',
    how: 'source',
    where: 'litellm_core_utils/get_model_cost_map.py:4-8,460; offline_mode.py:4-7',
  },
});
