import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'google-cloud',
  title: 'Google Cloud clients',
  language: 'python',
  imports: ['google.cloud', 'google.auth', 'googleapiclient'],
  packages: { pypi: ['google-cloud-storage', 'google-cloud-bigquery', 'google-api-python-client'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'google.cloud.storage.Client',
        'google.cloud.bigquery.Client',
        'google.cloud.vision.*',
        'google.cloud.aiplatform.*',
        'google.cloud.language.*',
        'google.cloud.language_v1.*',
        'googleapiclient.discovery.build',
        'google.auth.default',
      ],
      does: 'asks Google, and uploads go there',
    },
  ],
  settings: [
    { name: 'NO_GCE_CHECK', value: 'true', kind: 'switch', why: 'no question to the metadata server of a cloud' },
  ],
  stage: { outside: 'gcloud storage cp the files', inside: 'read the files by their paths below /safe_data' },
  examples: {
    asks: 'from google.cloud import storage\nc = storage.Client()',
    local: 'import pandas as pd\nd = pd.read_parquet("/safe_data/x.parquet")',
  },
  seen: { version: 'google-cloud-storage 3.17.1', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
