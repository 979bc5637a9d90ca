import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'geopandas',
  title: 'GeoPandas',
  language: 'python',
  imports: ['geopandas'],
  packages: { pypi: ['geopandas'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['geopandas.tools.geocode', 'geopandas.tools.reverse_geocode'],
      does: 'sends addresses to a web service',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['geopandas.read_file', 'geopandas.read_parquet'],
      argument: at(0, 'filename', 'path'),
      when: [{ argument: at(0, 'filename', 'path'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['*.explore'],
      does: 'makes a page that asks tile servers and CDNs where it is opened',
      reported: true,
    },
  ],
  settings: [{ name: 'PROJ_NETWORK', value: 'OFF', kind: 'switch', why: 'PROJ fetches no grids' }],
  hosts: ['photon.komoot.io'],
  stage: {
    outside: 'save the layer as .gpkg',
    inside: 'gpd.read_file("/safe_data/x.gpkg"); gdf.plot() instead of gdf.explore()',
  },
  examples: {
    asks: 'import geopandas as gpd\ng = gpd.tools.geocode(addresses)',
    local: 'import geopandas as gpd\ng = gpd.read_file("/safe_data/x.gpkg")',
  },
  seen: { version: 'geopandas 1.2.0', date: '2026-11-26', how: 'run', where: 'io/file.py:184-318' },
});
