import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'dash-iconify',
  title: 'Dash Iconify',
  language: 'python',
  imports: ['dash_iconify'],
  packages: { pypi: ['dash-iconify'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['dash_iconify.DashIconify'],
      does: 'makes a page that fetches its icons from api.iconify.design',
    },
  ],
  hosts: ['api.iconify.design'],
  stage: {
    outside: 'download the icons as SVG files',
    inside:
      'keep them in the folder assets/ beside the program, and show them by html.Img(src=app.get_asset_url("icon.svg"))',
  },
  examples: {
    asks: 'from dash_iconify import DashIconify\nicon = DashIconify(icon="mdi:heart")',
    local: 'from dash import html\nicon = html.Img(src="/assets/heart.svg")',
  },
  seen: {
    version: 'dash-iconify 0.1.2',
    date: '2026-11-29',
    how: 'source',
    where: 'async-DashIconify.js (the Iconify runtime, whose resources are https://api.iconify.design and its mirrors)',
  },
});
