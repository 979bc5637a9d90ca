import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'anthropic',
  title: 'Anthropic',
  language: 'python',
  imports: ['anthropic'],
  packages: { pypi: ['anthropic'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['anthropic.Anthropic', 'anthropic.AsyncAnthropic', 'anthropic.AnthropicBedrock'],
      does: 'sends prompts to a web service',
      unless: [{ argument: named('base_url'), is: ['loopback'] }],
    },
  ],
  stage: {
    outside: 'stage a model and serve it in the container',
    inside: 'OpenAI(base_url="http://127.0.0.1:8000/v1") of the package openai',
  },
  examples: {
    asks: 'import anthropic\nc = anthropic.Anthropic()',
    local: 'from openai import OpenAI\nc = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="none")',
  },
  seen: { version: 'documentation of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
