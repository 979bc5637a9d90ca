import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'openai',
  title: 'OpenAI',
  language: 'python',
  imports: ['openai'],
  packages: { pypi: ['openai'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'openai.OpenAI',
        'openai.AsyncOpenAI',
        'openai.AzureOpenAI',
        'openai.ChatCompletion.create',
        'openai.Embedding.create',
        'openai.chat.completions.create',
      ],
      does: 'sends prompts to a web service',
      unless: [
        { argument: named('base_url'), is: ['loopback'] },
        { variable: 'OPENAI_BASE_URL', is: /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b.*/ },
      ],
    },
  ],
  settings: [
    { name: 'OPENAI_BASE_URL', value: 'http://127.0.0.1:8000/v1', kind: 'switch', why: 'a server in the container' },
  ],
  hosts: ['api.openai.com'],
  stage: {
    outside: 'stage a model and serve it in the container (vllm, llama-cpp-python, Ollama)',
    inside: 'OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="none")',
  },
  examples: {
    asks: 'from openai import OpenAI\nc = OpenAI()',
    local: 'from openai import OpenAI\nc = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="none")',
  },
  seen: { version: 'openai 3.57.0', date: '2026-11-26', how: 'run', where: 'documentation' },
});
