import { type Argument, at, defineLibrary, type Trigger } from '../../model/atlas/atlas-entry.ts';

const asking = (argument: Argument, ...calls: readonly string[]): Trigger => ({
  on: 'host',
  effect: 'fetches',
  calls,
  argument,
  does: 'opens a connection to a database of another machine',
});

export default defineLibrary({
  name: 'julia-databases',
  title: 'Clients of databases for Julia (LibPQ, MySQL, ODBC, Mongoc)',
  language: 'julia',
  imports: ['LibPQ', 'MySQL', 'ODBC', 'DBInterface', 'Mongoc'],
  packages: { julia: ['LibPQ', 'MySQL', 'ODBC', 'DBInterface', 'Mongoc'] },
  triggers: [
    asking(at(0, 'str'), 'LibPQ.Connection', 'ODBC.Connection', 'Mongoc.Client'),
    asking(at(1, 'host'), 'DBInterface.connect'),
  ],
  stage: { outside: 'export the tables to CSV or Arrow', inside: 'd = CSV.File("/safe_data/x.csv")' },
  examples: {
    asks: 'using LibPQ\nc = LibPQ.Connection("host=db.example.org dbname=cohort")',
    local: 'using CSV\nd = CSV.File("/safe_data/x.csv")',
  },
  seen: {
    version: 'documentation of 2026-11-27',
    date: '2026-11-27',
    how: 'documented',
    where: 'what LibPQ says of connection strings, calls of MySQL in threads; ODBC and Mongoc were not looked at',
  },
});
