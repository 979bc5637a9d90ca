import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'albumentations',
  title: 'Albumentations',
  language: 'python',
  imports: ['albumentations'],
  packages: { pypi: ['albumentations', 'albumentationsx'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'asks PyPI for a newer version at every import',
      unless: [{ variable: 'NO_ALBUMENTATIONS_UPDATE', is: /1|true/i }],
    },
  ],
  settings: [
    {
      name: 'NO_ALBUMENTATIONS_UPDATE',
      value: '1',
      kind: 'switch',
      why: 'no question to PyPI at every import',
      atImport: true,
      needed: true,
    },
  ],
  hosts: ['pypi.org'],
  stage: { outside: 'nothing', inside: 'ENV NO_ALBUMENTATIONS_UPDATE=1' },
  examples: {
    asks: 'import albumentations',
    local: 'import albumentations',
    environment: { NO_ALBUMENTATIONS_UPDATE: '1' },
  },
  seen: {
    version: 'albumentations 2.0.8',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:30-32; check_version.py:135-170',
  },
});
