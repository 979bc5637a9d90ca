import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'synapseclient',
  title: 'Synapse',
  language: 'python',
  imports: ['synapseclient', 'synapseutils'],
  packages: { pypi: ['synapseclient'], conda: ['synapseclient'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['synapseclient.login', 'synapseclient.Synapse', 'synapseclient.Synapse().*', 'synapseutils.sync*'],
      does: 'logs in to Synapse and loads files from there',
    },
    { on: 'always', effect: 'fetches', commands: ['synapse get'], does: 'loads files from Synapse' },
    {
      on: 'always',
      effect: 'sends',
      commands: ['synapse store', 'synapse add'],
      does: 'sends files to Synapse',
      uploads: true,
    },
  ],
  caches: [{ place: '~/.synapseCache', movedBy: [] }],
  hosts: ['synapse.org', 'sagebase.org'],
  stage: { outside: 'synapse get -r syn123 --downloadLocation data', inside: 'read the files from /safe_data' },
  examples: {
    asks: 'import synapseclient\nsyn = synapseclient.login()',
    local: 'import pandas as pd\nt = pd.read_csv("/safe_data/a.csv")',
  },
  seen: {
    version: 'synapseclient 4.14.0',
    date: '2026-11-26',
    how: 'source',
    where: 'client.py:331-456,941,1717,2375; core/cache.py',
  },
});
