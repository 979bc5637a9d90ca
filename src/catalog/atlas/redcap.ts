import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'redcap',
  title: 'PyCap (REDCap)',
  language: 'python',
  imports: ['redcap'],
  packages: { pypi: ['pycap'] },
  triggers: [
    {
      on: 'host',
      effect: 'fetches',
      calls: ['redcap.Project', 'redcap.project.Project'],
      argument: at(0, 'url'),
      does: 'asks a server of REDCap',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['redcap.Project().import_records', 'redcap.Project().import_file'],
      does: 'sends records to a server of REDCap',
      uploads: true,
    },
  ],
  stage: { outside: 'export the records to a CSV file', inside: 'pd.read_csv("/safe_data/records.csv")' },
  note: 'Its package is called PyCap; "redcap" on PyPI is another.',
  examples: {
    asks: 'import redcap\nproject = redcap.Project("https://redcap.example.org/api/", token)',
    local: 'import pandas as pd\nrecords = pd.read_csv("/safe_data/records.csv")',
  },
  seen: { version: 'PyCap 2.7.0', date: '2026-11-27', how: 'source', where: 'redcap/methods/base.py:43-60' },
});
