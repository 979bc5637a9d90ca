import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'fsspec',
  title: 'fsspec and remote file systems',
  language: 'python',
  imports: ['fsspec', 's3fs', 'gcsfs', 'adlfs'],
  packages: { pypi: ['fsspec', 's3fs', 'gcsfs', 'adlfs'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['s3fs.S3FileSystem', 'gcsfs.GCSFileSystem', 'adlfs.*'],
      does: 'asks an object store',
      unless: [{ argument: named('endpoint_url'), is: ['loopback'] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['fsspec.open', 'fsspec.open_files', 'fsspec.get_mapper'],
      argument: at(0, 'urlpath', 'url'),
      when: [{ argument: at(0, 'urlpath', 'url'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['fsspec.filesystem'],
      when: [
        { argument: at(0, 'protocol'), is: [/^(?:s3|s3a|gs|gcs|abfs|abfss|az|github|hf|https?|ftp|sftp|webhdfs)$/] },
      ],
      does: 'asks a remote file system',
    },
  ],
  stage: { outside: 'download the files', inside: 'open("/safe_data/x")' },
  examples: {
    asks: 'import s3fs\nf = s3fs.S3FileSystem(anon=True)',
    local: 'import fsspec\nf = fsspec.open("/safe_data/x.csv")',
  },
  seen: { version: 'fsspec 2026.9.0', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
