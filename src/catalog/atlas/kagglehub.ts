import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'kagglehub',
  title: 'Kaggle and kagglehub',
  language: 'python',
  imports: ['kaggle', 'kagglehub'],
  packages: { pypi: ['kaggle', 'kagglehub'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'kagglehub.model_download',
        'kagglehub.dataset_download',
        'kagglehub.competition_download',
        'kagglehub.load_dataset',
        'kagglehub.dataset_load',
      ],
      commands: ['kaggle datasets', 'kaggle competitions', 'kaggle models', 'kaggle kernels'],
      does: 'downloads from Kaggle',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'kagglehub.*_upload',
        'kaggle.api.dataset_create_*',
        'kaggle.api.model_*create_*',
        'kaggle.api.kernels_push*',
        'kaggle.api.competition_submit*',
      ],
      commands: [
        'kaggle datasets create',
        'kaggle datasets version',
        'kaggle models create',
        'kaggle kernels push',
        'kaggle competitions submit',
      ],
      does: 'sends files to Kaggle',
      uploads: true,
    },
    { on: 'always', effect: 'fetches', calls: ['kaggle.api.*'], does: 'asks Kaggle' },
  ],
  settings: [
    {
      name: 'KAGGLEHUB_CACHE',
      value: '/safe_data/kagglehub',
      kind: 'data',
      why: 'downloads are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.cache/kagglehub', movedBy: ['KAGGLEHUB_CACHE'] }],
  stage: {
    outside: 'kagglehub.dataset_download("OWNER/NAME/versions/1")',
    inside: 'read the files by their paths below /safe_data',
  },
  note: 'A name without a version asks Kaggle even when it is cached.',
  examples: {
    asks: 'import kagglehub\np = kagglehub.dataset_download("owner/name")',
    local: 'import pandas as pd\nd = pd.read_csv("/safe_data/kaggle/x.csv")',
  },
  seen: {
    version: 'kagglehub 1.0.3, kaggle 2.2.5',
    date: '2026-11-25',
    how: 'source',
    where: 'config.py:17-62; http_resolver.py:134,210,287,389-417',
  },
});
