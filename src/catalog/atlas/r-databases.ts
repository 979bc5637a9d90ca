import { type Argument, at, defineLibrary, named, type Trigger } from '../../model/atlas/atlas-entry.ts';

const asking = (argument: Argument, ...calls: readonly string[]): Trigger => ({
  on: 'host',
  effect: 'fetches',
  calls,
  argument,
  does: 'opens a connection to a database of another machine',
});

export default defineLibrary({
  name: 'r-databases',
  title: 'Clients of databases for R (DBI with RPostgres, RMariaDB, odbc; mongolite, REDCapR)',
  language: 'r',
  imports: 'DBI RPostgres RPostgreSQL RMariaDB RMySQL odbc RODBC mongolite dbplyr pool REDCapR redcapAPI'.split(' '),
  packages: {
    cran: 'DBI RPostgres RPostgreSQL RMariaDB RMySQL odbc RODBC mongolite pool REDCapR redcapAPI'.split(' '),
  },
  triggers: [
    asking(named('host', 'hostaddr', 'server', 'Server', 'SERVER'), 'DBI::dbConnect', 'pool::dbPool'),
    asking(named('.connection_string', 'connection_string', 'url'), 'DBI::dbConnect', 'pool::dbPool'),
    asking(at(0, 'connection'), 'RODBC::odbcDriverConnect'),
    asking(at(2, 'url'), 'mongolite::mongo'),
    {
      on: 'host',
      effect: 'fetches',
      calls: ['REDCapR::redcap_read', 'REDCapR::redcap_read_oneshot', 'REDCapR::redcap_metadata_read'],
      argument: named('redcap_uri'),
      does: 'asks a server of REDCap',
    },
    {
      on: 'host',
      effect: 'fetches',
      calls: ['redcapAPI::redcapConnection'],
      argument: at(0, 'url'),
      does: 'asks a server of REDCap',
    },
    {
      on: 'host',
      effect: 'sends',
      calls: ['REDCapR::redcap_write', 'REDCapR::redcap_write_oneshot'],
      argument: named('redcap_uri'),
      does: 'sends records to a server of REDCap',
      uploads: true,
    },
  ],
  stage: {
    outside: 'export the tables to CSV or Parquet',
    inside:
      'd <- read.csv("/safe_data/x.csv"); a database of one file is opened by its path: dbConnect(RSQLite::SQLite(), "/safe_data/x.db")',
  },
  examples: {
    asks: 'con <- DBI::dbConnect(RPostgres::Postgres(), dbname = "cohort", host = "db.example.org")',
    local: 'con <- DBI::dbConnect(RSQLite::SQLite(), "/safe_data/cohort.db")',
  },
  seen: {
    version: 'DBI 1.1.3; documentation of 2026-11-27',
    date: '2026-11-27',
    how: 'documented',
    where:
      'reference of redcapConnection, odbcDriverConnect and dbPool, examples of dbConnect and redcap_read, nodbi on mongo',
  },
});
