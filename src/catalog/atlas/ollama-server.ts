import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ollama-server',
  title: 'Ollama, server',
  language: 'program',
  imports: ['ollama'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['ollama pull', 'ollama run', 'ollama create'],
      does: 'pulls a model',
      unless: [{ filled: 'OLLAMA_MODELS' }],
    },
    { on: 'always', effect: 'sends', commands: ['ollama push'], does: 'pushes a model' },
  ],
  settings: [
    {
      name: 'OLLAMA_MODELS',
      value: '/safe_data/ollama',
      kind: 'data',
      why: 'models are looked for in the data area',
      needed: true,
    },
    {
      name: 'OLLAMA_NOPRUNE',
      value: '1',
      kind: 'switch',
      why: 'the folder of models is not written to at the start',
      needed: true,
    },
    { name: 'OLLAMA_NO_CLOUD', value: '1', kind: 'switch', why: 'no question to ollama.com' },
  ],
  caches: [{ place: '~/.ollama/models', movedBy: ['OLLAMA_MODELS'] }],
  writes: [{ place: '~/.ollama' }],
  hosts: ['registry.ollama.ai', 'ollama.com'],
  stage: {
    outside: 'OLLAMA_MODELS=ollama ollama pull NAME',
    inside:
      'ENV OLLAMA_MODELS=/safe_data/ollama OLLAMA_NOPRUNE=1 OLLAMA_HOST=127.0.0.1:11434, and a HOME that can be written',
  },
  examples: {
    asks: 'ollama pull llama3.2',
    local: 'ollama serve',
    environment: { OLLAMA_MODELS: '/safe_data/ollama', OLLAMA_NOPRUNE: '1' },
  },
  seen: {
    version: 'ollama 0.33.0-rc2',
    date: '2026-11-25',
    how: 'source',
    where: 'envconfig/config.go:20-338; server/model_recommendations.go:189',
  },
});
