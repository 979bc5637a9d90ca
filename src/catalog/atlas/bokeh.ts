import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'bokeh',
  title: 'Bokeh, HoloViews and Panel',
  language: 'python',
  imports: ['bokeh', 'holoviews', 'hvplot', 'panel'],
  packages: { pypi: ['bokeh', 'holoviews', 'hvplot', 'panel'] },
  triggers: [
    {
      on: 'default',
      effect: 'page',
      calls: [
        'bokeh.plotting.save',
        'bokeh.io.save',
        'bokeh.plotting.output_file',
        'bokeh.io.output_file',
        'holoviews.save',
        'hvplot.save',
      ],
      argument: named('resources', 'mode'),
      does: 'makes a page that asks a CDN where it is opened',
      unless: [
        { variable: 'BOKEH_RESOURCES', is: /inline/ },
        { argument: named('resources', 'mode'), is: ['given'] },
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['bokeh.sampledata.download', 'bokeh.sampledata.*.download'],
      commands: ['bokeh sampledata'],
      does: 'downloads example data',
    },
  ],
  settings: [
    { name: 'BOKEH_RESOURCES', value: 'inline', kind: 'output', why: 'pages hold their scripts', needed: true },
  ],
  caches: [{ place: '~/.bokeh', movedBy: [] }],
  stage: { outside: 'nothing', inside: 'ENV BOKEH_RESOURCES=inline' },
  examples: {
    asks: 'from bokeh.plotting import save\nsave(p)',
    local: 'from bokeh.plotting import save\nsave(p)',
    environment: { BOKEH_RESOURCES: 'inline' },
  },
  seen: {
    version: 'bokeh 3.9.2',
    date: '2026-11-25',
    how: 'source',
    where: 'settings.py:573,775; holoviews plotting/renderer.py:406-409,675',
  },
});
