import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'statsmodels',
  title: 'statsmodels',
  language: 'python',
  imports: ['statsmodels'],
  packages: { pypi: ['statsmodels'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'statsmodels.api.datasets.get_rdataset',
        'statsmodels.datasets.get_rdataset',
        'statsmodels.api.datasets.webuse',
        'statsmodels.datasets.webuse',
      ],
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/statsmodels_data', movedBy: ['STATSMODELS_DATA'] }],
  stage: {
    outside: 'get_rdataset("iris").data.to_csv("iris.csv")',
    inside: 'pd.read_csv("/safe_data/iris.csv"); load_pandas() needs no network',
  },
  examples: {
    asks: 'import statsmodels.api as sm\nd = sm.datasets.get_rdataset("iris")',
    local: 'import statsmodels.api as sm\nd = sm.datasets.longley.load_pandas()',
  },
  seen: {
    version: 'statsmodels 0.15.0',
    date: '2026-11-26',
    how: 'run',
    where: 'datasets/utils.py:164-253,331-390',
  },
});
