import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'silero-vad',
  title: 'Silero',
  language: 'python',
  imports: ['silero_vad', 'silero'],
  packages: { pypi: ['silero-vad', 'silero'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['silero.silero_stt', 'silero.silero_tts', 'silero.silero_te'],
      does: 'downloads weights',
    },
  ],
  stage: { outside: 'nothing: the model of silero-vad is in its package', inside: 'silero_vad.load_silero_vad()' },
  examples: {
    asks: 'from silero import silero_stt\nm = silero_stt()',
    local: 'from silero_vad import load_silero_vad\nm = load_silero_vad()',
  },
  seen: { version: 'silero_vad 6.2.3', date: '2026-11-25', how: 'source', where: 'model.py:6-60; utils_vad.py:168' },
});
