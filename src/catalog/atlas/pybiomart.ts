import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pybiomart',
  title: 'pybiomart',
  language: 'python',
  imports: ['pybiomart', 'biomart'],
  packages: { pypi: ['pybiomart', 'biomart'] },
  triggers: [{ on: 'always', effect: 'fetches', calls: ['pybiomart.*', 'biomart.*'], does: 'asks Ensembl' }],
  writes: [{ place: './.pybiomart.sqlite' }],
  hosts: ['ensembl.org'],
  stage: { outside: 'Dataset(...).query(...).to_csv("genes.csv")', inside: 'pd.read_csv("/safe_data/genes.csv")' },
  note: 'It writes .pybiomart.sqlite into the working directory at the import, and changes requests for the whole process.',
  examples: {
    asks: 'from pybiomart import Server\ns = Server(host="http://www.ensembl.org")\nm = s.list_marts()',
    local: 'import pandas as pd\nt = pd.read_csv("/safe_data/genes.csv")',
  },
  seen: { version: 'pybiomart 0.2.0', date: '2026-11-26', how: 'run', where: 'base.py:15,30-60,107-110' },
});
