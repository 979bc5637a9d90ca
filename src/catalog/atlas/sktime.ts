import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sktime',
  title: 'sktime',
  language: 'python',
  imports: ['sktime'],
  packages: { pypi: ['sktime'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'sktime.datasets.load_UCR_UEA_dataset',
        'sktime.datasets.load_forecastingdata',
        'sktime.datasets.load_fpp3',
      ],
      does: 'downloads a data set',
      unless: [{ argument: named('extract_path'), is: ['staged'] }],
    },
  ],
  stage: {
    outside: 'load_UCR_UEA_dataset("GunPoint", extract_path="ucr")',
    inside: 'load_UCR_UEA_dataset("GunPoint", extract_path="/safe_data/ucr")',
  },
  examples: {
    asks: 'from sktime.datasets import load_UCR_UEA_dataset\nd = load_UCR_UEA_dataset("GunPoint")',
    local: 'from sktime.datasets import load_airline\nd = load_airline()',
  },
  seen: { version: 'sktime of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
