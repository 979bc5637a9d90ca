import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'octave',
  title: 'Octave',
  language: 'program',
  imports: ['octave', 'octave-cli'],
  packages: { apt: ['octave'] },
  triggers: [
    { on: 'always', effect: 'installs', commands: ['octave --eval pkg'], does: 'installs a package', reported: true },
  ],
  settings: [
    { name: 'OCTAVE_HISTFILE', value: '/scratch/octave_hist', kind: 'cache', why: 'the history is written there' },
  ],
  caches: [{ place: '~/.local/share/octave', movedBy: [] }],
  stage: {
    outside: 'download the package as .tar.gz',
    inside: 'RUN octave --eval "pkg install -global /opt/x.tar.gz"; pkg load x',
  },
  examples: { local: 'octave /opt/app/main.m' },
  seen: { version: 'Octave 9', date: '2026-11-25', how: 'documented', where: 'manual' },
});
