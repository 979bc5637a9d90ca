import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'dash',
  title: 'Dash',
  language: 'python',
  imports: ['dash', 'dash_bootstrap_components'],
  packages: { pypi: ['dash', 'dash-bootstrap-components'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['dash.Dash'],
      when: [{ argument: named('external_stylesheets'), is: ['given'] }],
      does: 'makes a page that fetches its styles from the addresses in external_stylesheets, as those of dbc.themes are',
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['dash.Dash'],
      when: [{ argument: named('external_scripts'), is: ['given'] }],
      does: 'makes a page that fetches its scripts from the addresses in external_scripts',
    },
  ],
  stage: {
    outside: 'fetch the style sheets and scripts',
    inside: 'keep them in the folder assets/ beside the program, which Dash serves by itself',
  },
  examples: {
    asks: 'import dash\napp = dash.Dash(__name__, external_stylesheets=["https://codepen.io/chriddyp/pen/bWLwgP.css"])',
    local: 'import dash\napp = dash.Dash(__name__)',
  },
  seen: {
    version: 'dash 2.18.2, dash-bootstrap-components 2.0.4',
    date: '2026-11-28',
    how: 'source',
    where: 'dash.py:308-312, 894; themes.py:1-30',
  },
});
