import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'altair',
  title: 'Altair',
  language: 'python',
  imports: ['altair', 'vega_datasets'],
  packages: { pypi: ['altair', 'vega-datasets'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['altair.Chart().save'],
      when: [{ argument: at(0, 'fp'), is: [/\.html?$/] }],
      does: 'makes a page that asks a CDN where it is opened',
      unless: [{ argument: named('inline'), is: ['true'] }],
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['altair.topo_feature', 'altair.UrlData'],
      unless: [{ argument: at(0, 'url'), is: [/^(?!https?:|vega_datasets\.)/] }],
      does: 'puts an address into the chart, which the browser fetches',
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['altair.Chart'],
      when: [{ argument: at(0, 'data'), is: [/^https?:|^vega_datasets\.[\w.]{1,60}\.url$/] }],
      does: 'puts an address into the chart, which the browser fetches',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['altair.datasets.*', 'vega_datasets.data.*'],
      does: 'downloads example data',
    },
  ],
  settings: [
    { name: 'ALTAIR_DATASETS_DIR', value: '/scratch/altair', kind: 'cache', why: 'example data are kept there' },
  ],
  caches: [{ place: '~/.cache/altair', movedBy: ['ALTAIR_DATASETS_DIR', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'nothing',
    inside: 'chart.save("/safe_outputs/x.html", inline=True), with vl-convert-python in the image',
  },
  examples: {
    asks: 'import altair as alt\nalt.Chart(t).save("/safe_outputs/x.html")',
    local: 'import altair as alt\nalt.Chart(t).save("/safe_outputs/x.html", inline=True)',
  },
  seen: {
    version: 'altair 6.3.0',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/html.py:41; utils/save.py:33-91; datasets/_cache.py:304-441',
  },
});
