import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'label-studio',
  title: 'Label Studio',
  language: 'program',
  imports: ['label-studio'],
  packages: { pypi: ['label-studio'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['label-studio'],
      does: 'reports its use and asks for a newer version',
      unless: [{ variable: 'COLLECT_ANALYTICS', is: /false|0/i }],
    },
  ],
  settings: [{ name: 'COLLECT_ANALYTICS', value: 'False', kind: 'switch', why: 'no usage reports', needed: true }],
  stage: { outside: 'nothing', inside: 'ENV COLLECT_ANALYTICS=False' },
  examples: { asks: 'label-studio start', local: 'label-studio start', environment: { COLLECT_ANALYTICS: 'False' } },
  seen: { version: 'label-studio of 2026-11', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
