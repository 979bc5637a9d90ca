import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pgeocode',
  title: 'pgeocode',
  language: 'python',
  imports: ['pgeocode'],
  packages: { pypi: ['pgeocode'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['pgeocode.Nominatim', 'pgeocode.GeoDistance'],
      does: 'downloads a table of postal codes',
      unless: [{ filled: 'PGEOCODE_DATA_DIR' }],
    },
  ],
  settings: [
    {
      name: 'PGEOCODE_DATA_DIR',
      value: '/safe_data/pgeocode',
      kind: 'data',
      why: 'tables are looked for in the data area',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/pgeocode', movedBy: ['PGEOCODE_DATA_DIR'] }],
  stage: {
    outside: `PGEOCODE_DATA_DIR=pgeocode python -c "import pgeocode; pgeocode.Nominatim('gb')"`,
    inside: 'ENV PGEOCODE_DATA_DIR=/safe_data/pgeocode',
  },
  examples: {
    asks: 'import pgeocode\nn = pgeocode.Nominatim("gb")',
    local: 'import pandas as pd\nt = pd.read_csv("/safe_data/postcodes.csv")',
  },
  seen: { version: 'pgeocode 0.5.0', date: '2026-11-26', how: 'run', where: 'pgeocode.py:18-20,174,260' },
});
