import { type Argument, at, defineLibrary, named, type Trigger } from '../../model/atlas/atlas-entry.ts';

/** A connection is tried where the argument names another machine; without it, or with a socket, drivers ask this one. */
const asking = (argument: Argument, ...calls: readonly string[]): Trigger => ({
  on: 'host',
  effect: 'fetches',
  calls,
  argument,
  does: 'opens a connection to a database of another machine',
});

export default defineLibrary({
  name: 'python-databases',
  title: 'Clients of databases (SQLAlchemy, psycopg, PyMySQL, pyodbc, pymongo and others)',
  language: 'python',
  imports: (
    'sqlalchemy sqlmodel psycopg2 psycopg psycopg_pool asyncpg pymysql MySQLdb mysql pyodbc pymssql oracledb pymongo redis ' +
    'elasticsearch neo4j connectorx'
  ).split(' '),
  packages: {
    pypi: (
      'sqlalchemy sqlmodel psycopg2 psycopg2-binary psycopg asyncpg pymysql mysqlclient mysql-connector-python pyodbc pymssql ' +
      'oracledb pymongo redis elasticsearch neo4j connectorx'
    ).split(' '),
  },
  triggers: [
    asking(
      at(0, 'url'),
      'sqlalchemy.create_engine',
      'sqlalchemy.ext.asyncio.create_async_engine',
      'sqlmodel.create_engine',
      'redis.from_url',
      'redis.Redis.from_url',
    ),
    asking(at(3, 'host'), 'sqlalchemy.URL.create', 'sqlalchemy.engine.URL.create', 'sqlalchemy.engine.url.URL.create'),
    asking(
      at(0, 'dsn', 'conninfo'),
      'psycopg2.connect',
      'psycopg.connect',
      'psycopg.Connection.connect',
      'asyncpg.connect',
    ),
    asking(
      named('host', 'hostaddr'),
      'psycopg2.connect',
      'psycopg.connect',
      'psycopg.Connection.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'pymysql.connect',
      'pymysql.connections.Connection',
      'mysql.connector.connect',
      'oracledb.connect',
      'pymssql.connect',
    ),
    asking(at(0, 'host'), 'MySQLdb.connect', 'pymongo.MongoClient', 'redis.Redis', 'redis.StrictRedis'),
    asking(at(0, 'server'), 'pymssql.connect'),
    asking(at(0, 'connstring'), 'pyodbc.connect'),
    asking(named('server', 'SERVER', 'host'), 'pyodbc.connect'),
    asking(at(0, 'dsn'), 'oracledb.connect', 'oracledb.create_pool'),
    asking(at(0, 'hosts'), 'elasticsearch.Elasticsearch'),
    asking(at(0, 'uri'), 'neo4j.GraphDatabase.driver'),
    asking(at(0, 'conn'), 'connectorx.read_sql'),
    // Mostly given a connection, which was judged where it was made.
    { ...asking(at(1, 'con'), 'pandas.read_sql', 'pandas.read_sql_query', 'pandas.read_sql_table'), onlyShown: true },
    asking(at(1, 'uri'), 'polars.read_database_uri'),
  ],
  stage: {
    outside: 'export the tables to Parquet or CSV',
    inside: 'pd.read_parquet("/safe_data/x.parquet"); a database of one file is read by its path (sqlite3, duckdb)',
  },
  note: 'psycopg2.connect() without a host asks the socket of this machine, unless PGHOST names another.',
  examples: {
    asks: 'from sqlalchemy import create_engine\nengine = create_engine("postgresql://me@db.example.org/cohort")',
    local: 'from sqlalchemy import create_engine\nengine = create_engine("sqlite:////safe_data/cohort.db")',
  },
  seen: {
    version:
      'SQLAlchemy 2.1.9, psycopg2 2.9.13, psycopg 3.3.9, PyMySQL 1.2.4, pymongo 4.20.1, pymssql 2.4.6, sqlmodel 0.0.50, pandas 3.1.1, polars 2.1.0, MySQLdb 1.4.6',
    date: '2026-11-27',
    how: 'source',
    where:
      'signatures of the calls in their packages; asyncpg, redis, pyodbc, oracledb, elasticsearch, neo4j and connectorx likewise; MySQLdb takes the host by its name and as its first argument',
  },
});
