import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-file-services',
  title: 'Services that keep files, for R (osfr, rdrop2, pins)',
  language: 'r',
  imports: ['osfr', 'rdrop2', 'pins', 'zen4R', 'dataverse', 'Microsoft365R'],
  packages: { cran: ['osfr', 'rdrop2', 'pins', 'zen4R', 'dataverse', 'Microsoft365R'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'osfr::osf_upload',
        'osfr::osf_create_*',
        'rdrop2::drop_upload',
        'zen4R::ZenodoManager$new',
        'dataverse::add_*',
        'dataverse::create_*',
        'Microsoft365R::get_*',
      ],
      does: 'sends files to a service elsewhere',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'pins::board_s3',
        'pins::board_gcs',
        'pins::board_azure',
        'pins::board_gdrive',
        'pins::board_connect',
        'pins::board_connect_url',
        'pins::board_ms365',
        'pins::board_databricks',
        'pins::board_kaggle_dataset',
        'pins::board_kaggle_competitions',
      ],
      does: 'asks a board of pins elsewhere, and what is written goes there',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['pins::board_url'],
      argument: at(0, 'urls'),
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['osfr::osf_download', 'osfr::osf_retrieve_*', 'osfr::osf_ls_*', 'rdrop2::drop_*', 'dataverse::get_*'],
      does: 'asks a service that keeps files',
    },
  ],
  stage: {
    outside: 'download the files',
    inside: 'read them by their paths below /safe_data; pins::board_folder() keeps pins in a folder',
  },
  examples: {
    asks: 'library(osfr)\nosf_upload(node, "/safe_outputs/a.csv")',
    local: 'b <- pins::board_folder("/safe_data/pins")',
  },
  seen: {
    version: 'documentation of 2026-11-28',
    date: '2026-11-28',
    how: 'documented',
    where: 'references of the packages',
  },
});
