import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'streamlit',
  title: 'Streamlit',
  language: 'python',
  imports: ['streamlit'],
  packages: { pypi: ['streamlit'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['streamlit run'],
      does: 'reports its use from the browser',
      unless: [
        { variable: 'STREAMLIT_BROWSER_GATHER_USAGE_STATS', is: /false/i },
        { option: '--browser.gatherUsageStats=false' },
      ],
    },
    {
      on: 'start',
      effect: 'asks',
      commands: ['streamlit run'],
      does: 'asks for an e-mail address at its first start',
      unless: [
        { variable: 'STREAMLIT_SERVER_HEADLESS', is: /true/i },
        { option: '--server.headless=true' },
        { option: '--server.headless' },
      ],
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['streamlit.map'],
      does: 'shows a map whose tiles come from a server where it is opened',
    },
    {
      on: 'always',
      effect: 'page',
      calls: ['streamlit.image', 'streamlit.logo', 'streamlit.video', 'streamlit.audio'],
      when: [{ argument: at(0, 'image', 'data'), is: ['address'] }],
      does: 'shows what the page fetches from that address where it is opened',
    },
  ],
  settings: [
    {
      name: 'STREAMLIT_BROWSER_GATHER_USAGE_STATS',
      value: 'false',
      kind: 'switch',
      why: 'no usage reports',
      needed: true,
    },
    {
      name: 'STREAMLIT_SERVER_HEADLESS',
      value: 'true',
      kind: 'switch',
      why: 'no question at the first start',
      needed: true,
    },
  ],
  caches: [{ place: '~/.streamlit', movedBy: [] }],
  stage: {
    outside: 'nothing',
    inside: 'ENV STREAMLIT_BROWSER_GATHER_USAGE_STATS=false STREAMLIT_SERVER_HEADLESS=true',
  },
  examples: {
    asks: 'streamlit run app.py',
    local: 'streamlit run app.py',
    environment: { STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false', STREAMLIT_SERVER_HEADLESS: 'true' },
  },
  seen: {
    version: 'streamlit 1.67.0',
    date: '2026-11-25',
    how: 'source',
    where: 'config.py:1471-1478; elements/map.py:95-104 (1.40.0)',
  },
});
