import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'nilearn',
  title: 'Nilearn',
  language: 'python',
  imports: ['nilearn'],
  packages: { pypi: ['nilearn'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['nilearn.datasets.fetch_*'],
      does: 'downloads a data set that is not in its folder',
      unless: [
        { argument: named('data_dir'), is: ['staged'] },
        { filled: 'NILEARN_SHARED_DATA' },
        { filled: 'NILEARN_DATA' },
      ],
    },
  ],
  settings: [
    {
      name: 'NILEARN_DATA',
      value: '/safe_data/nilearn_data',
      kind: 'data',
      why: 'data sets are looked for in the data area',
      needed: true,
    },
  ],
  caches: [{ place: '~/nilearn_data', movedBy: ['NILEARN_SHARED_DATA', 'NILEARN_DATA'], argument: named('data_dir') }],
  stage: {
    outside: 'fetch_atlas_aal(data_dir="nilearn_data")',
    inside: 'fetch_atlas_aal(data_dir="/safe_data/nilearn_data")',
  },
  examples: {
    asks: 'from nilearn import datasets\na = datasets.fetch_atlas_aal()',
    local: 'from nilearn.datasets import load_mni152_template\nt = load_mni152_template()',
  },
  seen: {
    version: 'nilearn 0.14.1',
    date: '2026-11-26',
    how: 'run',
    where: 'datasets/utils.py:45-63; datasets/_utils.py:240-250,522-600',
  },
});
