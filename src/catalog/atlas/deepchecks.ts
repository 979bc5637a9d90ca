import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'deepchecks',
  title: 'Deepchecks',
  language: 'python',
  imports: ['deepchecks'],
  packages: { pypi: ['deepchecks'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'reports the import with an identifier of its own, and asks for a newer version',
      unless: [
        { variable: 'DISABLE_DEEPCHECKS_ANONYMOUS_TELEMETRY', is: /.+/ },
        { variable: 'DISABLE_LATEST_VERSION_CHECK', is: /.+/ },
      ],
    },
  ],
  settings: [
    {
      name: 'DISABLE_DEEPCHECKS_ANONYMOUS_TELEMETRY',
      value: '1',
      kind: 'switch',
      why: 'no report at the import',
      atImport: true,
      needed: true,
    },
  ],
  hosts: ['api.deepchecks.com'],
  stage: { outside: 'nothing', inside: 'ENV DISABLE_DEEPCHECKS_ANONYMOUS_TELEMETRY=1' },
  note: 'It keeps the identifier in its own folder, where it may not write in the TRE; it goes on without.',
  examples: {
    asks: 'import deepchecks',
    local: 'import deepchecks',
    environment: { DISABLE_DEEPCHECKS_ANONYMOUS_TELEMETRY: '1' },
  },
  seen: {
    version: 'deepchecks 0.19.1',
    date: '2026-11-26',
    how: 'source',
    where: 'analytics/anonymous_telemetry.py:22-54; __init__.py',
  },
});
