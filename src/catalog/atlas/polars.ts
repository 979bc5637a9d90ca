import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'polars',
  title: 'Polars',
  language: 'python',
  imports: ['polars'],
  packages: { pypi: ['polars'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'polars.read_csv',
        'polars.read_parquet',
        'polars.read_json',
        'polars.read_ipc',
        'polars.read_ndjson',
        'polars.read_delta',
        'polars.read_excel',
        'polars.scan_csv',
        'polars.scan_parquet',
        'polars.scan_ipc',
        'polars.scan_ndjson',
        'polars.scan_delta',
      ],
      argument: at(0, 'source'),
      when: [{ argument: at(0, 'source'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  stage: { outside: 'download the file', inside: 'pl.scan_parquet("/safe_data/x.parquet")' },
  examples: {
    asks: 'import polars as pl\nd = pl.read_csv("https://example.org/x.csv")',
    local: 'import polars as pl\nd = pl.scan_parquet("/safe_data/x.parquet")',
  },
  seen: { version: 'polars 2.1.0', date: '2026-11-26', how: 'run', where: 'documentation' },
});
