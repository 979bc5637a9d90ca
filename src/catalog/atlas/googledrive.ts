import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'googledrive',
  title: 'Cloud stores for R',
  language: 'r',
  imports: ['googledrive', 'googlesheets4', 'bigrquery', 'gargle', 'aws.s3', 'paws', 'AzureStor'],
  packages: { cran: ['googledrive', 'googlesheets4', 'bigrquery', 'gargle', 'aws.s3', 'paws', 'AzureStor'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'googledrive::drive_*',
        'googlesheets4::*',
        'bigrquery::bq_*',
        'aws.s3::*',
        'paws::*',
        'AzureStor::*',
        'AzureStor::storage_*',
        'AzureStor::*_endpoint',
        'AzureStor::*_container',
        'AzureStor::*_blob',
        'AzureStor::list_blobs',
        'AzureStor::list_storage_files',
      ],
      does: 'asks a service in a cloud, and uploads go there',
    },
  ],
  stage: { outside: 'download the files', inside: 'read them by their paths below /safe_data' },
  examples: { asks: 'library(googledrive)\nx <- drive_download("x.csv")', local: 'x <- read.csv("/safe_data/x.csv")' },
  seen: { version: 'documentation of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
