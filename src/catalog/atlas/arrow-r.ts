import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'arrow-r',
  title: 'arrow for R',
  language: 'r',
  imports: ['arrow'],
  packages: { cran: ['arrow'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['arrow::s3_bucket', 'arrow::gs_bucket', 'arrow::S3FileSystem'],
      does: 'asks an object store',
    },
    { on: 'always', effect: 'installs', calls: ['arrow::install_arrow'], does: 'downloads the C++ library' },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['arrow::open_dataset', 'arrow::read_parquet', 'arrow::read_feather', 'arrow::read_csv_arrow'],
      argument: at(0, 'sources', 'file'),
      when: [{ argument: at(0, 'sources', 'file'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'name',
      effect: 'sends',
      calls: ['arrow::write_dataset', 'arrow::write_parquet', 'arrow::write_feather', 'arrow::write_csv_arrow'],
      argument: at(1, 'path', 'sink', 'file'),
      when: [{ argument: at(1, 'path', 'sink', 'file'), is: [/^(?:s3|gs):\/\//] }],
      does: 'writes to an object store',
      uploads: true,
    },
  ],
  settings: [
    {
      name: 'AWS_EC2_METADATA_DISABLED',
      value: 'true',
      kind: 'switch',
      why: 'no question to the metadata server of a cloud',
    },
  ],
  stage: { outside: 'download the files', inside: 'open_dataset("/safe_data/x")' },
  examples: { asks: 'library(arrow)\nb <- s3_bucket("x")', local: 'library(arrow)\nd <- open_dataset("/safe_data/x")' },
  seen: { version: 'arrow of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
