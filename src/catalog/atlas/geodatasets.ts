import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'geodatasets',
  title: 'geodatasets',
  language: 'python',
  imports: ['geodatasets'],
  packages: { pypi: ['geodatasets'] },
  brings: ['pooch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['geodatasets.get_path', 'geodatasets.fetch'],
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.cache/geodatasets', movedBy: ['XDG_CACHE_HOME'] }],
  stage: {
    outside: 'geodatasets.get_path("nybb"), and keep the file',
    inside: 'geopandas.read_file("/safe_data/x.gpkg")',
  },
  examples: {
    asks: 'import geodatasets\nf = geodatasets.get_path("nybb")',
    local: 'import geodatasets\na = geodatasets.get_url("nybb")',
  },
  seen: { version: 'geodatasets 2026.11.0', date: '2026-11-26', how: 'run', where: 'api.py:10-12' },
});
