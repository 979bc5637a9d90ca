import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'imbalanced-learn',
  title: 'imbalanced-learn',
  language: 'python',
  imports: ['imblearn'],
  packages: { pypi: ['imbalanced-learn'] },
  brings: ['scikit-learn'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['imblearn.datasets.fetch_datasets'],
      does: 'downloads data sets',
      unless: [
        { argument: named('download_if_missing'), is: ['false'] },
        { argument: named('data_home'), is: ['staged'] },
      ],
    },
  ],
  caches: [{ place: '~/scikit_learn_data', movedBy: ['SCIKIT_LEARN_DATA'], argument: named('data_home') }],
  stage: {
    outside: 'fetch_datasets(data_home="sk")',
    inside: 'fetch_datasets(data_home="/safe_data/sk", download_if_missing=False)',
  },
  examples: {
    asks: 'from imblearn.datasets import fetch_datasets\nd = fetch_datasets()',
    local: 'from imblearn.over_sampling import SMOTE\ns = SMOTE()',
  },
  seen: { version: 'imbalanced-learn of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
