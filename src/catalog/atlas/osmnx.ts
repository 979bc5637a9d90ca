import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'osmnx',
  title: 'OSMnx',
  language: 'python',
  imports: ['osmnx'],
  packages: { pypi: ['osmnx'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'osmnx.graph_from_place',
        'osmnx.graph_from_point',
        'osmnx.graph_from_bbox',
        'osmnx.graph_from_address',
        'osmnx.graph_from_polygon',
        'osmnx.features_from_*',
        'osmnx.graph.graph_from_*',
        'osmnx.features.features_from_*',
      ],
      does: 'asks OpenStreetMap',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'osmnx.geocode',
        'osmnx.geocode_to_gdf',
        'osmnx.geocoder.*',
        'osmnx.elevation.add_node_elevations_google',
      ],
      does: 'sends addresses or places to a web service',
    },
  ],
  writes: [{ place: './cache', calls: ['osmnx.graph_from_*', 'osmnx.features_from_*'] }],
  stage: { outside: 'ox.save_graphml(G, "graph.graphml")', inside: 'ox.load_graphml("/safe_data/graph.graphml")' },
  examples: {
    asks: 'import osmnx as ox\ng = ox.graph_from_place("Edinburgh, UK")',
    local: 'import osmnx as ox\ng = ox.load_graphml("/safe_data/graph.graphml")',
  },
  seen: {
    version: 'osmnx 2.1.1',
    date: '2026-11-26',
    how: 'run',
    where: 'settings.py:138-166; _overpass.py:181,469; _nominatim.py:127; _http.py:207',
  },
});
