import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'folium',
  title: 'Folium',
  language: 'python',
  imports: ['folium', 'branca'],
  packages: { pypi: ['folium', 'branca'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['folium.Map', 'folium.Figure'],
      does: 'makes a page that asks CDNs and tile servers where it is opened',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['folium.GeoJson', 'folium.Choropleth', 'folium.TopoJson'],
      argument: at(0, 'data', 'geo_data'),
      when: [{ argument: at(0, 'data', 'geo_data'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  stage: { outside: 'nothing', inside: 'draw maps that leave the TRE with geopandas and matplotlib' },
  examples: {
    asks: 'import folium\nm = folium.Map(location=[55.9, -3.2])',
    local: 'import geopandas as gpd\ngpd.read_file("/safe_data/x.gpkg").plot()',
  },
  seen: {
    version: 'folium 0.20.0',
    date: '2026-11-25',
    how: 'source',
    where: 'folium.py:27-60; features.py:783; branca colormap.py:142',
  },
});
