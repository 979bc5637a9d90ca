import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gradio',
  title: 'Gradio',
  language: 'python',
  imports: ['gradio'],
  packages: { pypi: ['gradio'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'reports its use, and asks PyPI for a newer version',
      unless: [{ variable: 'GRADIO_ANALYTICS_ENABLED', is: /(?!true$).*/i }],
    },
    {
      on: 'name',
      effect: 'sends',
      calls: ['*.launch'],
      argument: named('share'),
      does: 'opens a tunnel to a public address',
    },
    { on: 'always', effect: 'sends', calls: ['gradio.load'], does: 'sends what people enter to the Hub' },
  ],
  settings: [
    { name: 'GRADIO_ANALYTICS_ENABLED', value: 'False', kind: 'switch', why: 'no usage reports', needed: true },
    { name: 'GRADIO_TEMP_DIR', value: '/scratch/gradio', kind: 'cache', why: 'files that people load are kept there' },
  ],
  caches: [{ place: '<tmp>/gradio', movedBy: ['GRADIO_TEMP_DIR'] }],
  stage: { outside: 'nothing', inside: 'ENV GRADIO_ANALYTICS_ENABLED=False; launch(share=False)' },
  examples: {
    asks: 'import gradio',
    local: 'import gradio as gr\ngr.Interface(f, "text", "text").launch(share=False)',
    environment: { GRADIO_ANALYTICS_ENABLED: 'False' },
  },
  seen: {
    version: 'gradio 6.31.0',
    date: '2026-11-25',
    how: 'source',
    where: 'analytics.py:31-46,88-120; external.py:210',
  },
});
