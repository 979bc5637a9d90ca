import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ollama',
  title: 'Ollama, client',
  language: 'python',
  imports: ['ollama'],
  packages: { pypi: ['ollama'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['ollama.pull', 'ollama.push', 'ollama.web_search', 'ollama.web_fetch'],
      does: 'makes the server fetch from registry.ollama.ai, or search the web',
    },
  ],
  settings: [{ name: 'OLLAMA_HOST', value: '127.0.0.1:11434', kind: 'switch', why: 'the server in the container' }],
  stage: {
    outside: 'OLLAMA_MODELS=ollama ollama pull NAME',
    inside: 'ollama.chat(model="NAME") with a server in the container, see ollama-server',
  },
  examples: {
    asks: 'import ollama\nollama.pull("llama3.2")',
    local: 'import ollama\nr = ollama.chat(model="llama3.2", messages=m)',
  },
  seen: { version: 'ollama 0.6.3', date: '2026-11-25', how: 'source', where: '_client.py:117' },
});
