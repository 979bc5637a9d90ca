import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'duckdb-r',
  title: 'DuckDB for R',
  language: 'r',
  imports: ['duckdb', 'duckplyr'],
  packages: { cran: ['duckdb', 'duckplyr'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'DBI::dbExecute',
        'DBI::dbGetQuery',
        'DBI::dbSendQuery',
        'dbExecute',
        'dbGetQuery',
        'dbSendQuery',
        'duckdb::duckdb_read_csv',
      ],
      when: [{ argument: at(1, 'statement'), is: [/\bINSTALL\s+(?!['"]?\/)[\w'"]/i] }],
      does: 'installs an extension from extensions.duckdb.org',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'DBI::dbExecute',
        'DBI::dbGetQuery',
        'DBI::dbSendQuery',
        'dbExecute',
        'dbGetQuery',
        'dbSendQuery',
        'duckdb::duckdb_read_csv',
      ],
      when: [{ argument: at(1, 'statement'), is: [/['"(](?:https?|s3|gcs|gs|hf|az):\/\//i] }],
      does: 'reads from an address',
    },
  ],
  caches: [{ place: '~/.duckdb/extensions', movedBy: [], setting: 'extension_directory', needed: true }],
  stage: {
    outside: 'nothing: an extension belongs into the image',
    inside:
      "RUN INSTALL spatial with SET extension_directory = '/opt/duckdb'; then LOAD '/opt/duckdb/spatial.duckdb_extension'",
  },
  examples: {
    asks: 'library(duckdb)\nDBI::dbExecute(con, "INSTALL spatial")',
    local: 'library(duckdb)\nDBI::dbExecute(con, "LOAD spatial")',
  },
  seen: {
    version: 'duckdb 1.5.5',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation of extensions and settings',
  },
});
