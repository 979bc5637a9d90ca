import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ray',
  title: 'Ray',
  language: 'python',
  imports: ['ray'],
  packages: { pypi: ['ray'] },
  triggers: [
    {
      on: 'always',
      effect: 'reports',
      calls: ['ray.init'],
      commands: ['ray start'],
      does: 'reports its use every hour',
      unless: [{ variable: 'RAY_USAGE_STATS_ENABLED', is: /0/ }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['ray.init'],
      argument: named('address'),
      when: [{ argument: named('address'), is: ['address'] }],
      does: 'joins a cluster elsewhere',
    },
  ],
  settings: [
    {
      name: 'RAY_USAGE_STATS_ENABLED',
      value: '0',
      kind: 'switch',
      why: 'no usage reports; a word instead of 0 or 1 is an error',
      needed: true,
    },
    {
      name: 'RAY_TMPDIR',
      value: '/scratch/ray',
      kind: 'cache',
      why: 'sessions are written there; keep the path short',
      needed: true,
    },
  ],
  caches: [{ place: '<tmp>/ray', movedBy: ['RAY_TMPDIR'], argument: named('_temp_dir') }],
  hosts: ['usage-stats.ray.io'],
  stage: {
    outside: 'nothing',
    inside: 'ENV RAY_USAGE_STATS_ENABLED=0 RAY_TMPDIR=/scratch/ray; ray.init(include_dashboard=False)',
  },
  examples: {
    asks: 'import ray\nray.init()',
    local: 'import ray\nray.init(include_dashboard=False)',
    environment: { RAY_USAGE_STATS_ENABLED: '0' },
  },
  seen: {
    version: 'ray 2.60.0',
    date: '2026-11-25',
    how: 'source',
    where: '_common/usage/usage_lib.py:347-395; usage_constants.py:9',
  },
});
