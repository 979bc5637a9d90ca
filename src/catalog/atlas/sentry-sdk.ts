import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sentry-sdk',
  title: 'Sentry',
  language: 'python',
  imports: ['sentry_sdk'],
  packages: { pypi: ['sentry-sdk'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['sentry_sdk.init'],
      argument: at(0, 'dsn'),
      does: 'sends errors, with the values of variables, to a service elsewhere',
      uploads: true,
      unless: [{ argument: at(0, 'dsn'), is: ['none', 'loopback', /^$/] }],
    },
  ],
  stage: { outside: 'nothing', inside: 'write errors to the log' },
  examples: {
    asks: 'import sentry_sdk\nsentry_sdk.init(dsn="https://key@o1.ingest.sentry.io/1")',
    local: 'import sentry_sdk\nsentry_sdk.init(dsn=None)',
  },
  seen: {
    version: 'sentry-sdk 2.75.0',
    date: '2026-11-28',
    how: 'source',
    where: '_init_implementation.py; client.py: an absent dsn is read from SENTRY_DSN',
  },
});
