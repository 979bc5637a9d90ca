import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'great-expectations',
  title: 'Great Expectations',
  language: 'python',
  imports: ['great_expectations'],
  packages: { pypi: ['great-expectations'] },
  triggers: [
    {
      on: 'always',
      effect: 'reports',
      calls: ['great_expectations.get_context'],
      does: 'reports its use to PostHog',
      unless: [{ variable: 'GX_ANALYTICS_ENABLED', is: /false|0/i }],
    },
  ],
  settings: [{ name: 'GX_ANALYTICS_ENABLED', value: 'false', kind: 'switch', why: 'no usage reports', needed: true }],
  stage: { outside: 'nothing', inside: 'ENV GX_ANALYTICS_ENABLED=false' },
  examples: {
    asks: 'import great_expectations as gx\nc = gx.get_context()',
    local: 'import great_expectations as gx\nc = gx.get_context()',
    environment: { GX_ANALYTICS_ENABLED: 'false' },
  },
  seen: {
    version: 'great_expectations 1.24.1',
    date: '2026-11-25',
    how: 'source',
    where: 'data_context/abstract_data_context.py:327',
  },
});
