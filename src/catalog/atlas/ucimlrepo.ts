import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ucimlrepo',
  title: 'UCI ML Repository',
  language: 'python',
  imports: ['ucimlrepo'],
  packages: { pypi: ['ucimlrepo'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['ucimlrepo.fetch_ucirepo', 'ucimlrepo.list_available_datasets'],
      does: 'downloads a data set',
    },
  ],
  hosts: ['archive.ics.uci.edu'],
  stage: { outside: 'write the table as .csv', inside: 'pd.read_csv("/safe_data/x.csv")' },
  examples: {
    asks: 'from ucimlrepo import fetch_ucirepo\nd = fetch_ucirepo(id=53)',
    local: 'import pandas as pd\nd = pd.read_csv("/safe_data/x.csv")',
  },
  seen: { version: 'ucimlrepo 0.0.7', date: '2026-11-26', how: 'run', where: 'fetch.py:68,203' },
});
