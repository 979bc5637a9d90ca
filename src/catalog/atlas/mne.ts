import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'mne',
  title: 'MNE-Python',
  language: 'python',
  imports: ['mne'],
  packages: { pypi: ['mne'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['mne.datasets.*.data_path', 'mne.datasets.fetch_*', 'mne.datasets.*.load_data'],
      does: 'downloads a data set that is not in its folder',
      unless: [{ argument: at(0, 'path', 'subjects_dir'), is: ['staged'] }, { filled: 'MNE_DATA' }],
    },
  ],
  settings: [
    { name: 'MNE_DATA', value: '/safe_data/mne_data', kind: 'data', why: 'data sets are looked for in the data area' },
    {
      name: 'MNE_DONTWRITE_HOME',
      value: 'true',
      kind: 'switch',
      why: 'no folder in the home directory',
      atImport: true,
    },
  ],
  caches: [{ place: '~/mne_data', movedBy: ['MNE_DATA'], argument: at(0, 'path') }],
  hosts: ['osf.io'],
  stage: {
    outside: 'mne.datasets.sample.data_path(path="mne_data")',
    inside: 'ENV MNE_DATA=/safe_data/mne_data, or read your own files',
  },
  examples: {
    asks: 'import mne\np = mne.datasets.sample.data_path()',
    local: 'import mne\nr = mne.io.read_raw_fif("/safe_data/raw.fif")',
  },
  seen: {
    version: 'mne 1.13.2',
    date: '2026-11-26',
    how: 'run',
    where: 'datasets/utils.py:98-127; utils/config.py:305-322,496-525',
  },
});
