import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'dask',
  title: 'Dask',
  language: 'python',
  imports: ['dask', 'distributed'],
  packages: { pypi: ['dask', 'distributed'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'dask.dataframe.read_csv',
        'dask.dataframe.read_parquet',
        'dask.dataframe.read_json',
        'dask.bag.read_text',
      ],
      argument: at(0, 'urlpath', 'path'),
      when: [{ argument: at(0, 'urlpath', 'path'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['coiled.Cluster', 'dask_cloudprovider.*'],
      does: 'starts a cluster in a cloud',
    },
  ],
  settings: [{ name: 'DASK_TEMPORARY_DIRECTORY', value: '/scratch/dask', kind: 'cache', why: 'workers write there' }],
  caches: [
    { place: '<tmp>/dask-scratch-space', movedBy: ['DASK_TEMPORARY_DIRECTORY'], argument: named('local_directory') },
  ],
  stage: {
    outside: 'download the files',
    inside: 'dd.read_parquet("/safe_data/x.parquet"); Client() uses loopback only',
  },
  examples: {
    asks: 'import dask.dataframe as dd\nd = dd.read_csv("s3://bucket/x.csv")',
    local: 'import dask.dataframe as dd\nd = dd.read_parquet("/safe_data/x.parquet")',
  },
  seen: { version: 'dask 2026.8.0', date: '2026-11-25', how: 'source', where: 'config.py:28-47,309-346' },
});
