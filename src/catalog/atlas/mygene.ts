import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'mygene',
  title: 'MyGene and BioThings clients',
  language: 'python',
  imports: ['mygene', 'biothings_client', 'myvariant', 'mychem'],
  packages: { pypi: ['mygene', 'biothings-client', 'myvariant', 'mychem'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['mygene.*', 'biothings_client.*', 'myvariant.*', 'mychem.*'],
      does: 'sends identifiers of genes or variants to a web service',
    },
  ],
  hosts: ['mygene.info'],
  stage: { outside: 'make the table of identifiers once', inside: 'pd.read_csv("/safe_data/identifiers.csv")' },
  examples: {
    asks: 'import mygene\nm = mygene.MyGeneInfo()\nr = m.querymany(genes)',
    local: 'import pandas as pd\nt = pd.read_csv("/safe_data/identifiers.csv")',
  },
  seen: { version: 'mygene 3.2.2', date: '2026-11-26', how: 'run', where: 'biothings_client 0.5.1 client/base.py' },
});
