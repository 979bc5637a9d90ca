import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'py3dmol',
  title: 'py3Dmol',
  language: 'python',
  imports: ['py3Dmol'],
  packages: { pypi: ['py3Dmol'], conda: ['py3dmol'] },
  triggers: [
    {
      on: 'default',
      effect: 'page',
      calls: ['py3Dmol.view'],
      argument: at(8, 'js'),
      does: 'makes a page that takes 3Dmol.js from a CDN where it is opened',
      unless: [{ argument: at(8, 'js'), is: ['given'] }],
    },
  ],
  stage: {
    outside: 'get 3Dmol-min.js',
    inside: 'py3Dmol.view(js="/opt/3Dmol-min.js") where a server of yours gives it out',
  },
  examples: {
    asks: 'import py3Dmol\nview = py3Dmol.view(width=400, height=300)',
    local: 'import py3Dmol\nview = py3Dmol.view(width=400, height=300, js="/static/3Dmol-min.js")',
  },
  seen: { version: 'py3Dmol 2.5.5', date: '2026-11-29', how: 'source', where: '__init__.py:57' },
});
