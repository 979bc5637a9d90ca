import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'argostranslate',
  title: 'Argos Translate',
  language: 'python',
  imports: ['argostranslate'],
  packages: { pypi: ['argostranslate'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'argostranslate.package.update_package_index',
        'argostranslate.package.AvailablePackage.download',
        '*.update_package_index',
      ],
      commands: ['argospm update', 'argospm install'],
      does: 'downloads packages of languages',
    },
  ],
  settings: [
    {
      name: 'ARGOS_PACKAGES_DIR',
      value: '/opt/argos',
      kind: 'data',
      why: 'packages of languages that the build installed',
    },
  ],
  caches: [{ place: '~/.local/share/argos-translate', movedBy: ['ARGOS_PACKAGES_DIR', 'XDG_DATA_HOME'] }],
  stage: {
    outside: 'download the .argosmodel',
    inside: 'RUN with ENV ARGOS_PACKAGES_DIR=/opt/argos: package.install_from_path("x.argosmodel")',
  },
  examples: {
    asks: 'import argostranslate.package\nargostranslate.package.update_package_index()',
    local: 'import argostranslate.package\nargostranslate.package.install_from_path("/safe_data/x.argosmodel")',
  },
  seen: {
    version: 'argostranslate 1.11.0',
    date: '2026-11-25',
    how: 'source',
    where: 'settings.py:14-57; package.py:361',
  },
});
