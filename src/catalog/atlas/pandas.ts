import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

/** What fsspec, which pandas writes by, takes for a place elsewhere. */
const store = /^(?:s3a?|gs|gcs|abfss?|az|adl|hf|sftp|ssh|ftp|webhdfs|hdfs|dropbox|gdrive):\/\//;

export default defineLibrary({
  name: 'pandas',
  title: 'pandas',
  language: 'python',
  imports: ['pandas'],
  packages: { pypi: ['pandas'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'pandas.read_csv',
        'pandas.read_table',
        'pandas.read_json',
        'pandas.read_parquet',
        'pandas.read_excel',
        'pandas.read_html',
        'pandas.read_xml',
        'pandas.read_pickle',
        'pandas.read_stata',
        'pandas.read_sas',
        'pandas.read_feather',
        'pandas.read_orc',
        'pandas.read_fwf',
        'pandas.read_hdf',
      ],
      argument: at(0, 'filepath_or_buffer', 'path_or_buf', 'path', 'io'),
      when: [{ argument: at(0, 'filepath_or_buffer', 'path_or_buf', 'path', 'io'), is: ['address'] }],
      does: 'reads from an address',
    },
    {
      on: 'name',
      effect: 'sends',
      calls: 'csv parquet json excel pickle feather orc stata xml html'.split(' ').map((format) => `*.to_${format}`),
      argument: at(0, 'path_or_buf', 'path', 'buf', 'excel_writer', 'path_or_buffer'),
      when: [{ argument: at(0, 'path_or_buf', 'path', 'buf', 'excel_writer', 'path_or_buffer'), is: [store] }],
      does: 'writes to an address',
      uploads: true,
    },
    { on: 'always', effect: 'fetches', calls: ['pandas.read_gbq'], does: 'asks BigQuery' },
    {
      on: 'always',
      effect: 'sends',
      calls: ['pandas_gbq.to_gbq', '*.to_gbq'],
      does: 'writes to BigQuery',
      uploads: true,
    },
  ],
  stage: { outside: 'download the file', inside: 'pd.read_csv("/safe_data/x.csv")' },
  examples: {
    asks: 'import pandas as pd\nd = pd.read_csv("https://example.org/x.csv")',
    local: 'import pandas as pd\nd = pd.read_csv("/safe_data/x.csv")',
  },
  seen: { version: 'pandas 3.1.1', date: '2026-11-26', how: 'run', where: 'documentation' },
});
