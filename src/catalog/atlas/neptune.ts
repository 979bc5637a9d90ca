import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'neptune',
  title: 'Neptune',
  language: 'python',
  imports: ['neptune'],
  packages: { pypi: ['neptune'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['neptune.init_run', 'neptune.init_model', 'neptune.init_project', 'neptune.init'],
      commands: ['neptune sync'],
      does: 'logs to a web service',
      unless: [
        { argument: named('mode'), is: [/^(?:offline|debug)$/] },
        { variable: 'NEPTUNE_MODE', is: /offline|debug/ },
      ],
    },
  ],
  settings: [
    { name: 'NEPTUNE_MODE', value: 'offline', kind: 'switch', why: 'runs are kept in files, not sent', needed: true },
  ],
  writes: [{ place: './.neptune', calls: ['neptune.init_run'] }],
  stage: { outside: 'nothing', inside: 'ENV NEPTUNE_MODE=offline, with a working directory below /scratch' },
  examples: {
    asks: 'import neptune\nr = neptune.init_run(project="a/b")',
    local: 'import neptune\nr = neptune.init_run(project="a/b", mode="offline")',
  },
  seen: {
    version: 'neptune 1.14.0',
    date: '2026-11-25',
    how: 'source',
    where: 'envs.py:43; types/mode.py:21-26; constants.py:32',
  },
});
