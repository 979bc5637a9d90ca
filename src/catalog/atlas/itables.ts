import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'itables',
  title: 'itables and pyvis',
  language: 'python',
  imports: ['itables', 'pyvis'],
  packages: { pypi: ['itables', 'pyvis'] },
  triggers: [
    {
      on: 'name',
      effect: 'page',
      calls: ['itables.init_notebook_mode', 'itables.to_html_datatable', 'itables.show'],
      argument: named('connected'),
      does: 'makes a page that asks a CDN where it is opened',
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['pyvis.network.Network'],
      when: [{ argument: named('cdn_resources'), is: [/^remote$/] }],
      does: 'makes a page that asks a CDN where it is opened',
    },
  ],
  stage: { outside: 'nothing', inside: 'init_notebook_mode(connected=False); Network(cdn_resources="in_line")' },
  examples: {
    asks: 'from itables import to_html_datatable\nh = to_html_datatable(t, connected=True)',
    local: 'from itables import to_html_datatable\nh = to_html_datatable(t, connected=False)',
  },
  seen: {
    version: 'itables 2.9.1, pyvis 0.3.2',
    date: '2026-11-25',
    how: 'source',
    where: 'javascript.py:35-178; network.py:41-68',
  },
});
