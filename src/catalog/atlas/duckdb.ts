import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'duckdb',
  title: 'DuckDB for Python',
  language: 'python',
  imports: ['duckdb'],
  packages: { pypi: ['duckdb'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['*.execute', '*.sql', '*.query', 'duckdb.execute', 'duckdb.sql', 'duckdb.query'],
      when: [{ argument: at(0, 'query'), is: [/\bINSTALL\s+(?!['"]?\/)[\w'"]/i] }],
      does: 'installs an extension from extensions.duckdb.org',
    },
    {
      on: 'name',
      effect: 'installs',
      calls: ['*.install_extension', 'duckdb.install_extension'],
      argument: at(0, 'extension', 'extension_name'),
      does: 'installs an extension from extensions.duckdb.org',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        '*.execute',
        '*.sql',
        '*.query',
        'duckdb.execute',
        'duckdb.sql',
        'duckdb.query',
        'duckdb.read_csv',
        'duckdb.read_parquet',
      ],
      when: [
        {
          argument: at(0, 'query', 'path_or_buffer', 'file_glob'),
          is: [/(?:^|['"(])(?:https?|s3|gcs|gs|hf|az|abfss):\/\//i],
        },
      ],
      does: 'reads from an address',
    },
  ],
  caches: [{ place: '~/.duckdb/extensions', movedBy: [], setting: 'extension_directory', needed: true }],
  hosts: ['extensions.duckdb.org'],
  stage: {
    outside: 'nothing: an extension belongs into the image',
    inside: `RUN INSTALL spatial with SET extension_directory='/opt/duckdb'; then connect(config={"extension_directory": "/opt/duckdb", "autoinstall_known_extensions": "false"})`,
  },
  note: 'A query that needs an extension which is not built in installs it silently; no variable switches that off, and the file must fit version and platform exactly.',
  examples: {
    asks: 'import duckdb\nduckdb.sql("INSTALL spatial")',
    local: 'import duckdb\nc = duckdb.connect()\nc.execute("LOAD spatial")',
  },
  seen: {
    version: 'duckdb 2.0.1',
    date: '2026-11-26',
    how: 'run',
    where: 'duckdb_settings() and the messages of LOAD, INSTALL and read in a network namespace',
  },
});
