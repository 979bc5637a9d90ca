import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'azure',
  title: 'Azure clients',
  language: 'python',
  imports: ['azure'],
  packages: { pypi: ['azure-storage-blob', 'azure-identity', 'azure-ai-textanalytics'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['azure.storage.blob.*', 'azure.identity.*', 'azure.ai.*', 'azure.cognitiveservices.*'],
      does: 'asks Azure, and uploads go there',
      unless: [{ argument: at(0, 'account_url', 'endpoint'), is: ['loopback'] }],
    },
  ],
  stage: { outside: 'azcopy the files', inside: 'read the files by their paths below /safe_data' },
  examples: {
    asks: 'from azure.storage.blob import BlobServiceClient\nc = BlobServiceClient(account_url="https://x.blob.core.windows.net")',
    local: 'import pandas as pd\nd = pd.read_parquet("/safe_data/x.parquet")',
  },
  seen: { version: 'azure_identity 1.27.0', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
