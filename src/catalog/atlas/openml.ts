import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'openml',
  title: 'OpenML',
  language: 'python',
  imports: ['openml'],
  packages: { pypi: ['openml'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['openml.datasets.*', 'openml.tasks.*', 'openml.runs.*', 'openml.flows.*', 'openml.study.*'],
      does: 'asks OpenML',
      unless: [{ filled: 'OPENML_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'OPENML_CACHE_DIR',
      value: '/safe_data/openml',
      kind: 'data',
      why: 'data sets are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.cache/openml', movedBy: ['OPENML_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  hosts: ['openml.org'],
  stage: { outside: 'write the table as .csv', inside: 'pd.read_csv("/safe_data/x.csv")' },
  examples: {
    asks: 'import openml\nd = openml.datasets.get_dataset(61)',
    local: 'import pandas as pd\nd = pd.read_csv("/safe_data/x.csv")',
  },
  seen: { version: 'openml 0.15.1', date: '2026-11-26', how: 'run', where: 'config.py:54-129' },
});
