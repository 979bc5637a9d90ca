import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'haystack',
  title: 'Haystack',
  language: 'python',
  imports: ['haystack'],
  packages: { pypi: ['haystack-ai'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'reports its use to PostHog',
      unless: [{ variable: 'HAYSTACK_TELEMETRY_ENABLED', is: /false/i }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'haystack.components.generators.OpenAI*',
        'haystack.components.embedders.OpenAI*',
        'haystack.components.websearch.*',
      ],
      does: 'sends text to a web service',
      unless: [{ argument: named('api_base_url'), is: ['loopback'] }],
    },
  ],
  settings: [
    {
      name: 'HAYSTACK_TELEMETRY_ENABLED',
      value: 'False',
      kind: 'switch',
      why: 'no usage reports',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.haystack', movedBy: [] }],
  stage: {
    outside: 'stage the models that its components name',
    inside: 'components with paths below /safe_data, ENV HAYSTACK_TELEMETRY_ENABLED=False',
  },
  examples: {
    asks: 'import haystack',
    local: 'from haystack import Pipeline\np = Pipeline()',
    environment: { HAYSTACK_TELEMETRY_ENABLED: 'False' },
  },
  seen: { version: 'haystack-ai of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
