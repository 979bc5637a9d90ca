import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'dvc',
  title: 'DVC',
  language: 'program',
  imports: ['dvc'],
  packages: { pypi: ['dvc'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['dvc pull', 'dvc fetch', 'dvc get', 'dvc import', 'dvc update'],
      does: 'fetches data',
    },
    { on: 'always', effect: 'sends', commands: ['dvc push'], does: 'sends data to its remote' },
    {
      on: 'start',
      effect: 'reports',
      commands: ['dvc'],
      does: 'reports its use and looks for a newer version',
      unless: [{ variable: 'DVC_NO_ANALYTICS', is: /.+/ }],
    },
  ],
  settings: [
    { name: 'DVC_NO_ANALYTICS', value: '1', kind: 'switch', why: 'no usage reports', needed: true },
    { name: 'DVC_SITE_CACHE_DIR', value: '/scratch/dvc', kind: 'cache', why: 'its own cache' },
  ],
  caches: [{ place: '/var/tmp/dvc', movedBy: ['DVC_SITE_CACHE_DIR'] }],
  hosts: ['analytics.dvc.org', 'updater.dvc.org'],
  stage: {
    outside: 'dvc pull, and carry the files, not the .dvc pointers',
    inside: 'python main.py directly; dvc repro needs DVC_NO_ANALYTICS=1 and dvc config core.check_update false',
  },
  examples: { asks: 'dvc pull', local: 'dvc repro', environment: { DVC_NO_ANALYTICS: '1' } },
  seen: {
    version: 'dvc 3.67.1',
    date: '2026-11-25',
    how: 'source',
    where: 'env.py; updater.py:18,55-66,176; analytics.py:51-76',
  },
});
