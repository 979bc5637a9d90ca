import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'plotly',
  title: 'Plotly',
  language: 'python',
  imports: ['plotly', 'kaleido'],
  packages: { pypi: ['plotly', 'kaleido'] },
  triggers: [
    {
      on: 'name',
      effect: 'page',
      calls: ['*.write_html', '*.to_html', 'plotly.io.write_html', 'plotly.offline.plot'],
      argument: named('include_plotlyjs'),
      does: 'makes a page that asks a CDN where it is opened',
      unless: [{ argument: named('include_plotlyjs'), is: ['true', /^(?:directory|inline)$/] }],
    },
    {
      on: 'always',
      effect: 'page',
      calls: [
        'plotly.express.choropleth',
        'plotly.express.scatter_geo',
        'plotly.express.line_geo',
        'plotly.express.scatter_map',
        'plotly.express.scatter_mapbox',
        'plotly.express.density_map',
        'plotly.express.density_mapbox',
        'plotly.graph_objects.Choropleth',
        'plotly.graph_objects.Scattergeo',
      ],
      does: 'makes a map that asks a CDN or tile servers where it is opened',
      unless: [{ argument: named('geojson'), is: ['given'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['kaleido.get_chrome_sync', 'plotly.io.get_chrome'],
      commands: ['plotly_get_chrome', 'kaleido_get_chrome'],
      does: 'downloads a browser',
    },
  ],
  caches: [{ place: '~/.plotly', movedBy: ['PLOTLY_DIR'] }],
  stage: {
    outside: 'nothing',
    inside:
      'fig.write_html("/safe_outputs/x.html", include_plotlyjs=True); RUN apt-get install chromium for write_image',
  },
  examples: {
    asks: 'import plotly.express as px\nfig = px.bar(t)\nfig.write_html("/safe_outputs/x.html", include_plotlyjs="cdn")',
    local: 'import plotly.express as px\nfig = px.bar(t)\nfig.write_html("/safe_outputs/x.html")',
  },
  seen: {
    version: 'plotly 7.1.0',
    date: '2026-11-25',
    how: 'source',
    where: 'io/_html.py:39-75,238-269; io/_utils.py:91; io/_renderers.py:476',
  },
});
