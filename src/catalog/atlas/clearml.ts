import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'clearml',
  title: 'ClearML',
  language: 'python',
  imports: ['clearml'],
  packages: { pypi: ['clearml'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['clearml.Task.init', 'clearml.Dataset.get', 'clearml.StorageManager.*'],
      commands: ['clearml-agent', 'clearml-init'],
      does: 'asks a server, which gets settings and results',
      unless: [{ variable: 'CLEARML_OFFLINE_MODE', is: /1|true/i }, { elsewhere: ['clearml.Task.set_offline'] }],
    },
  ],
  settings: [
    { name: 'CLEARML_OFFLINE_MODE', value: '1', kind: 'switch', why: 'runs are kept in files, not sent', needed: true },
    { name: 'CLEARML_CACHE_DIR', value: '/safe_outputs/clearml', kind: 'output', why: 'where they are kept' },
  ],
  stage: { outside: 'nothing', inside: 'ENV CLEARML_OFFLINE_MODE=1' },
  examples: {
    asks: 'from clearml import Task\nt = Task.init("p", "t")',
    local: 'from clearml import Task\nt = Task.init("p", "t")',
    environment: { CLEARML_OFFLINE_MODE: '1' },
  },
  seen: {
    version: 'clearml 2.1.12',
    date: '2026-11-25',
    how: 'source',
    where: 'backend_api/session/defs.py:20; config/defs.py:9,21',
  },
});
