import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tensorflow-datasets',
  title: 'TensorFlow Datasets',
  language: 'python',
  imports: ['tensorflow_datasets'],
  packages: { pypi: ['tensorflow-datasets', 'tfds-nightly'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['tensorflow_datasets.load'],
      commands: ['tfds build'],
      argument: named('download'),
      does: 'downloads a data set that is not prepared',
    },
    { on: 'always', effect: 'fetches', calls: ['*.download_and_prepare'], does: 'downloads a data set' },
  ],
  settings: [
    {
      name: 'TFDS_DATA_DIR',
      value: '/safe_data/tfds',
      kind: 'data',
      why: 'prepared data sets are looked for in the data area',
    },
  ],
  caches: [{ place: '~/tensorflow_datasets', movedBy: ['TFDS_DATA_DIR'], argument: named('data_dir') }],
  stage: {
    outside: 'tfds.load("NAME", data_dir="tfds")',
    inside:
      'tfds.load("NAME", data_dir="/safe_data/tfds", download=False), or tfds.builder_from_directory("/safe_data/tfds/NAME/1.0.0")',
  },
  examples: {
    asks: 'import tensorflow_datasets as tfds\nd = tfds.load("mnist")',
    local: 'import tensorflow_datasets as tfds\nd = tfds.load("mnist", data_dir="/safe_data/tfds", download=False)',
  },
  seen: {
    version: 'tensorflow_datasets 4.9.10',
    date: '2026-11-25',
    how: 'source',
    where: 'core/constants.py:36-41; core/load.py:134-156; core/utils/gcs_utils.py:28-118',
  },
});
