import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'page-reports',
  title: 'Pages of topics and graphs (pyLDAvis, KeplerMapper)',
  language: 'python',
  imports: ['pyLDAvis', 'kmapper'],
  packages: { pypi: ['pyldavis', 'kmapper'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['pyLDAvis.save_html', 'pyLDAvis.prepared_data_to_html'],
      does: 'makes a page that fetches d3 and its own scripts where it is opened',
      unless: [{ argument: named('d3_url'), is: ['path'] }],
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['*.KeplerMapper().visualize', 'kmapper.KeplerMapper().visualize'],
      does: 'makes a page that fetches d3 and fonts where it is opened',
    },
  ],
  writes: [
    {
      place: './mapper_visualization_output.html',
      calls: ['kmapper.KeplerMapper().visualize'],
      unless: [at(4, 'path_html')],
    },
  ],
  stage: {
    outside: 'download the scripts, or leave the page out',
    inside: 'draw it with matplotlib, and save the figure to /safe_outputs',
  },
  examples: {
    asks: 'import pyLDAvis\npyLDAvis.save_html(vis, "/safe_outputs/lda.html")',
    local: 'import pyLDAvis\npyLDAvis.save_json(vis, "/safe_outputs/lda.json")',
  },
  seen: {
    version: 'pyLDAvis 3.4.1, kmapper 2.1.0',
    date: '2026-11-30',
    how: 'source',
    where: 'urls.py:13-20, _display.py:114-165; templates/base.html:9-101, kmapper.py:625-700',
  },
});
