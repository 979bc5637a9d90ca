import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'decoupler',
  title: 'decoupler',
  language: 'python',
  imports: ['decoupler'],
  packages: { pypi: ['decoupler'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'decoupler.op.*',
        'decoupler.ds.*',
        'decoupler.get_collectri',
        'decoupler.get_progeny',
        'decoupler.get_dorothea',
        'decoupler.get_resource',
      ],
      does: 'asks OmniPath, without any cache',
    },
  ],
  stage: {
    outside: 'dc.op.collectri(organism="human").to_csv("collectri.csv")',
    inside: 'dc.mt.ulm(data=adata, net=pd.read_csv("/safe_data/collectri.csv"))',
  },
  examples: {
    asks: 'import decoupler as dc\nn = dc.op.collectri(organism="human")',
    local:
      'import decoupler as dc\nimport pandas as pd\ndc.mt.ulm(data=adata, net=pd.read_csv("/safe_data/collectri.csv"))',
  },
  seen: {
    version: 'decoupler 2.2.0',
    date: '2026-11-25',
    how: 'source',
    where: '_download.py:9-60; op/_resource.py:33; ds/_spatial.py:44-82',
  },
});
