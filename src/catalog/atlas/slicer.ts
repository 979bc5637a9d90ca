import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'slicer',
  title: '3D Slicer',
  language: 'program',
  imports: ['Slicer', 'slicer'],
  packages: {},
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['Slicer'],
      does: 'looks for updates of extensions',
      unless: [{ option: '--no-main-window' }],
      reported: true,
    },
  ],
  caches: [{ place: '~/.config/slicer.org', movedBy: [] }],
  stage: {
    outside: 'install extensions and their packages in the build',
    inside: 'Slicer --no-splash --no-main-window --python-script /opt/app/main.py',
  },
  examples: { local: 'Slicer --no-splash --no-main-window --python-script /opt/app/main.py' },
  seen: { version: '3D Slicer', date: '2026-11-25', how: 'reported', where: 'general knowledge' },
});
