import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'omnipath',
  title: 'OmniPath',
  language: 'python',
  imports: ['omnipath'],
  packages: { pypi: ['omnipath'] },
  triggers: [
    { on: 'start', effect: 'reports', does: 'asks omnipathdb.org for its version at every import, then goes on' },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['omnipath.requests.*', 'omnipath.interactions.*'],
      does: 'asks OmniPath',
    },
  ],
  caches: [{ place: '~/.cache/omnipathdb', movedBy: [] }],
  writes: [{ place: '~/.config/omnipathdb.ini' }],
  hosts: ['omnipathdb.org'],
  stage: {
    outside: 'omnipath.interactions.OmniPath.get().to_csv("omnipath.csv")',
    inside:
      'read the table with pandas and do not import omnipath; ~/.config/omnipathdb.ini with autoload off stops the question',
  },
  examples: { asks: 'import omnipath', local: 'import pandas as pd\nt = pd.read_csv("/safe_data/omnipath.csv")' },
  seen: {
    version: 'omnipath 1.0.12',
    date: '2026-11-25',
    how: 'run',
    where: '__init__.py:27; _core/downloader/_downloader.py:210-245; _core/utils/_options.py:87,257',
  },
});
