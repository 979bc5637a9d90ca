import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'librosa',
  title: 'librosa',
  language: 'python',
  imports: ['librosa'],
  packages: { pypi: ['librosa'] },
  brings: ['numba', 'pooch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['librosa.ex', 'librosa.example', 'librosa.util.example'],
      does: 'downloads an example',
      unless: [{ filled: 'LIBROSA_DATA_DIR' }],
    },
  ],
  caches: [{ place: '~/.cache/librosa', movedBy: ['LIBROSA_DATA_DIR', 'XDG_CACHE_HOME'] }],
  hosts: ['librosa.org'],
  stage: { outside: 'use your own sounds', inside: 'librosa.load("/safe_data/x.wav")' },
  examples: {
    asks: 'import librosa\nf = librosa.ex("trumpet")',
    local: 'import librosa\ny, r = librosa.load("/safe_data/x.wav")',
  },
  seen: { version: 'librosa 0.11.0', date: '2026-11-26', how: 'run', where: 'util/files.py:32-33; _cache.py:85' },
});
