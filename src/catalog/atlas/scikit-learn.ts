import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'scikit-learn',
  title: 'scikit-learn',
  language: 'python',
  imports: ['sklearn'],
  packages: { pypi: ['scikit-learn'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'sklearn.datasets.fetch_california_housing',
        'sklearn.datasets.fetch_20newsgroups',
        'sklearn.datasets.fetch_20newsgroups_vectorized',
        'sklearn.datasets.fetch_covtype',
        'sklearn.datasets.fetch_kddcup99',
        'sklearn.datasets.fetch_lfw_people',
        'sklearn.datasets.fetch_lfw_pairs',
        'sklearn.datasets.fetch_olivetti_faces',
        'sklearn.datasets.fetch_rcv1',
        'sklearn.datasets.fetch_species_distributions',
      ],
      does: 'downloads a data set',
      unless: [
        { argument: named('download_if_missing'), is: ['false'] },
        { argument: named('data_home'), is: ['staged'] },
        { filled: 'SCIKIT_LEARN_DATA' },
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['sklearn.datasets.fetch_openml', 'sklearn.datasets.fetch_file'],
      does: 'downloads a data set',
      unless: [{ argument: named('data_home'), is: ['staged'] }],
    },
  ],
  settings: [
    {
      name: 'SCIKIT_LEARN_DATA',
      value: '/safe_data/scikit_learn_data',
      kind: 'data',
      why: 'data sets are looked for in the data area',
      needed: true,
    },
  ],
  caches: [{ place: '~/scikit_learn_data', movedBy: ['SCIKIT_LEARN_DATA'], argument: named('data_home') }],
  stage: {
    outside: 'fetch_california_housing(data_home="sk")',
    inside: 'fetch_california_housing(data_home="/safe_data/sk")',
  },
  examples: {
    asks: 'from sklearn.datasets import fetch_california_housing\nd = fetch_california_housing()',
    local: 'from sklearn.datasets import load_iris\nd = load_iris()',
  },
  seen: {
    version: 'scikit_learn 1.9.1',
    date: '2026-11-26',
    how: 'run',
    where: 'datasets/_base.py:83-86,1515; datasets/_california_housing.py:70; datasets/_openml.py:183-200',
  },
});
