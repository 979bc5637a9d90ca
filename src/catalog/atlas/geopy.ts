import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'geopy',
  title: 'geopy',
  language: 'python',
  imports: ['geopy'],
  packages: { pypi: ['geopy'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['geopy.geocoders.*', 'geopy.Nominatim'],
      does: 'sends addresses to a web service',
    },
  ],
  hosts: ['nominatim.openstreetmap.org'],
  stage: {
    outside: 'make the table of coordinates where that is allowed',
    inside: 'pd.read_csv("/safe_data/coordinates.csv"); geopy.distance needs no network',
  },
  examples: {
    asks: 'from geopy.geocoders import Nominatim\ng = Nominatim(user_agent="x")',
    local: 'from geopy.distance import geodesic\nd = geodesic(a, b).km',
  },
  seen: { version: 'geopy 2.5.0', date: '2026-11-26', how: 'run', where: 'documentation' },
});
