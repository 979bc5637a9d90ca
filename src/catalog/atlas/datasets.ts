import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, hubOfflineSetting } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'datasets',
  title: 'datasets',
  language: 'python',
  imports: ['datasets'],
  packages: { pypi: ['datasets'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['datasets.load_dataset', '*.load_dataset', 'load_dataset'],
      argument: at(0, 'path'),
      does: 'loads a data set from the Hub',
      unless: [
        {
          argument: at(0, 'path'),
          is: [
            /^(?:csv|json|parquet|arrow|text|pandas|sql|spark|generator|conll|xml|hdf5|webdataset|imagefolder|audiofolder|videofolder|pdffolder|niftifolder|meshfolder|mmcif|pdb|genbank|eval|lance|tsfile|iceberg|vortex|cache)$/,
          ],
        },
        { variable: 'HF_DATASETS_OFFLINE', is: /1|on|yes|true/i },
        hubOffline,
      ],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['datasets.load_dataset'],
      argument: named('data_files'),
      when: [{ argument: named('data_files'), is: ['address'] }],
      does: 'reads data files from an address',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['datasets.load_dataset_builder', 'datasets.get_dataset_config_names', 'datasets.list_datasets'],
      argument: at(0, 'path'),
      does: 'asks the Hub for a data set',
      unless: [{ argument: at(0, 'path'), is: ['path'] }, hubOffline],
    },
    {
      on: 'always',
      effect: 'reports',
      calls: ['datasets.load_dataset'],
      does: 'tells a server that a builder was used, even for local files',
      unless: [
        { variable: 'HF_HUB_OFFLINE', is: /1|on|yes|true/i },
        { variable: 'HF_UPDATE_DOWNLOAD_COUNTS', is: /0|off|no|false/i },
      ],
    },
  ],
  settings: [
    hubOfflineSetting,
    {
      name: 'HF_DATASETS_CACHE',
      value: '/scratch/huggingface/datasets',
      kind: 'cache',
      why: 'written at run time, also for local files, and /safe_data may be read-only',
      atImport: true,
      needed: true,
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/datasets',
      movedBy: ['HF_DATASETS_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  stage: {
    outside: 'ds.save_to_disk("data/NAME")',
    inside: 'load_from_disk("/safe_data/NAME"), or load_dataset("csv", data_files="/safe_data/x.csv")',
  },
  note: 'HF_DATASETS_OFFLINE with anything but a true value switches offline OFF, in spite of HF_HUB_OFFLINE=1.',
  examples: {
    asks: 'from datasets import load_dataset\nd = load_dataset("stanfordnlp/imdb")',
    local: 'from datasets import load_dataset\nd = load_dataset("niftifolder", data_dir="/safe_data/scans")',
    environment: { HF_HUB_OFFLINE: '1' },
  },
  seen: {
    version: 'datasets 5.2.0',
    date: '2026-11-26',
    how: 'run',
    where: 'config.py:155-180,216-218; load.py:189-199; packaged_modules/__init__.py:52-80',
  },
});
