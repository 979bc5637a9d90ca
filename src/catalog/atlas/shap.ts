import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'shap',
  title: 'SHAP',
  language: 'python',
  imports: ['shap'],
  packages: { pypi: ['shap'] },
  brings: ['numba'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'shap.datasets.adult',
        'shap.datasets.california',
        'shap.datasets.imagenet50',
        'shap.datasets.imdb',
        'shap.datasets.nhanesi',
        'shap.datasets.communitiesandcrime',
        'shap.datasets.diabetes',
        'shap.datasets.independentlinear60',
        'shap.datasets.rank',
        'shap.datasets.a1a',
      ],
      does: 'downloads a data set',
    },
  ],
  stage: { outside: 'write the table as .csv', inside: 'pd.read_csv("/safe_data/x.csv"); explainers need no network' },
  examples: { asks: 'import shap\nx, y = shap.datasets.adult()', local: 'import shap\ne = shap.TreeExplainer(model)' },
  seen: { version: 'shap 0.51.0', date: '2026-11-25', how: 'source', where: 'datasets.py:711' },
});
