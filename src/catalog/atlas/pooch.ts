import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pooch',
  title: 'Pooch',
  language: 'python',
  imports: ['pooch'],
  packages: { pypi: ['pooch'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['pooch.retrieve', 'pooch.create().fetch'],
      does: 'downloads a file that is missing or whose hash differs',
      unless: [{ argument: named('path'), is: ['staged'] }],
    },
  ],
  caches: [{ place: '~/.cache/<project>', movedBy: ['XDG_CACHE_HOME'], argument: named('path') }],
  stage: {
    outside: 'pooch.retrieve(url, known_hash="sha256:...", path="data")',
    inside: 'read the file by its path below /safe_data',
  },
  examples: {
    asks: 'import pooch\nf = pooch.retrieve("https://example.org/x.csv", known_hash=None)',
    local: 'import pooch\nf = pooch.retrieve("https://example.org/x.csv", known_hash=None, path="/safe_data/x")',
  },
  seen: { version: 'pooch 1.9.0', date: '2026-11-26', how: 'run', where: 'core.py:73-336,428' },
});
