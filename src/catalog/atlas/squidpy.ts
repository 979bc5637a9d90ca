import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'squidpy',
  title: 'Squidpy',
  language: 'python',
  imports: ['squidpy'],
  packages: { pypi: ['squidpy'] },
  brings: ['omnipath', 'pooch', 'scanpy'],
  triggers: [
    { on: 'always', effect: 'fetches', calls: ['squidpy.datasets.*'], does: 'downloads a data set' },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['squidpy.gr.ligrec'],
      argument: named('interactions'),
      does: 'asks OmniPath for interactions',
    },
  ],
  stage: {
    outside: 'omnipath.interactions.import_intercell_network().to_csv("interactions.csv")',
    inside: 'sq.gr.ligrec(adata, interactions=pd.read_csv("/safe_data/interactions.csv"))',
  },
  examples: {
    asks: 'import squidpy as sq\nr = sq.gr.ligrec(adata, cluster_key="cluster")',
    local:
      'import squidpy as sq\nimport pandas as pd\nr = sq.gr.ligrec(adata, cluster_key="cluster", interactions=pd.read_csv("/safe_data/interactions.csv"))',
  },
  seen: {
    version: 'squidpy 1.8.2',
    date: '2026-11-25',
    how: 'source',
    where: 'datasets/_downloader.py:42-98; gr/_ligrec.py:600-603',
  },
});
