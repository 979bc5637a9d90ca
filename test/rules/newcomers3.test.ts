import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import secrets from '../../src/rules/no-secrets.ts';
import sends from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

// What newcomers to the program were told "yes" of, with nobody having looked: connections, results, secrets.

type Files = Readonly<Record<string, string>>;
const judge = async (rule: Rule, files: Files): Promise<CheckReport> => check(await factsOf(files), [rule]);
const first = async (rule: Rule, files: Files): Promise<string> => {
  const { results } = await judge(rule, files);
  return `${results[0]?.verdict ?? ''} ${results[0]?.message ?? ''}`;
};

const python = (main: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY *.py /app/\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/main.py"]\n',
  'main.py': `${main}\n`,
});
const r = (main: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/r-base:4.5.1\nCOPY *.R /app/\nWORKDIR /scratch\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'main.R': `${main}\n`,
});

const copied = (path: string, text: string): Files => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
  'main.py': 'print(1)\n',
  [path]: `${text}\n`,
});

describe('a connection to another machine', () => {
  test.each([
    ['import sqlalchemy\nsqlalchemy.create_engine("postgresql://me:pw@db.nhs.uk/x")', 'fail'],
    ['import os, sqlalchemy\nsqlalchemy.create_engine(os.environ["DB"])', 'unknown'],
    ['import os, sqlalchemy\nh = os.environ["H"]\nsqlalchemy.create_engine(f"mysql://me:pw@{h}/x")', 'unknown'],
    ['import os, sqlalchemy\np = os.environ["P"]\nsqlalchemy.create_engine(f"mysql://me:{p}@localhost/x")', 'pass'],
    ['import sqlalchemy\nsqlalchemy.create_engine("sqlite:////safe_data/x.db")', 'pass'],
    ['import sqlalchemy\nsqlalchemy.create_engine("postgresql:///x")', 'pass'],
    ['import psycopg2\npsycopg2.connect(host="db.nhs.uk", user="a")', 'fail'],
    ['import psycopg2\npsycopg2.connect("host=db.nhs.uk dbname=x")', 'fail'],
    ['import psycopg2\npsycopg2.connect(host="/var/run/postgresql")', 'pass'],
    ['import psycopg2\npsycopg2.connect("dbname=x user=y")', 'pass'],
    ['import psycopg2\npsycopg2.connect(**settings)', 'unknown'],
    ['import pyodbc\npyodbc.connect("DRIVER={ODBC};SERVER=tcp:db.nhs.uk,1433;DATABASE=x")', 'fail'],
    ['import pyodbc\npyodbc.connect("DRIVER={ODBC};SERVER=(local);DATABASE=x")', 'pass'],
    ['import pyodbc\npyodbc.connect("DSN=cohort")', 'unknown'],
    ['import pymongo\npymongo.MongoClient("mongodb://db.nhs.uk")', 'fail'],
    ['import pymongo\npymongo.MongoClient()', 'pass'],
    ['import pandas as pd\npd.read_sql("select 1", "mysql://me@db/x")', 'fail'],
    ['import pandas as pd, sqlite3\nc = sqlite3.connect("/safe_data/x.db")\npd.read_sql("select 1", c)', 'pass'],
    ['import pandas as pd\ndef load(c):\n    pd.read_sql("select 1", c)\nload(None)', 'pass'],
    ['import redcap\nredcap.Project("https://redcap.x.ac.uk/api/", token)', 'fail'],
    ['import http.client\nhttp.client.HTTPSConnection("x.org").request("POST", "/")', 'fail'],
    ['import urllib3\nurllib3.PoolManager().request("GET", "https://x.org")', 'fail'],
    ['import os\nos.system("psql -h db.nhs.uk -c select")', 'fail'],
    ['import os\nos.system("psql -h localhost -c select")', 'pass'],
  ])('%s', async (main, verdict) => {
    expect(await first(noDownload, python(main))).toMatch(verdict);
  });

  test.each([
    ['con <- DBI::dbConnect(RPostgres::Postgres(), host = "db.nhs.uk")', 'fail'],
    ['con <- DBI::dbConnect(RPostgres::Postgres(), host = Sys.getenv("DB_HOST"))', 'unknown'],
    ['con <- DBI::dbConnect(odbc::odbc(), .connection_string = "Driver={SQL Server};Server=db.nhs.uk;")', 'fail'],
    ['con <- DBI::dbConnect(RSQLite::SQLite(), ":memory:")', 'pass'],
    ['library(mongolite)\nm <- mongo("c", url = "mongodb://db.nhs.uk")', 'fail'],
    ['d <- REDCapR::redcap_read(redcap_uri = "https://redcap.x.ac.uk/api/", token = t)', 'fail'],
    ['x <- RCurl::getURL("https://x.org")', 'fail'],
  ])('%s', async (main, verdict) => {
    expect(await first(noDownload, r(main))).toMatch(verdict);
  });

  test.each([
    ['import smtplib\nsmtplib.SMTP("mail.x.ac.uk")', 'fail'],
    ['import smtplib\nwith smtplib.SMTP() as s:\n    s.connect("mail.x.ac.uk")', 'fail'],
    ['import smtplib\nsmtplib.SMTP("localhost", 25)', 'pass'],
    ['import socket\nsocket.create_connection(("10.1.1.1", 80))', 'fail'],
    ['import socket\ns = socket.socket()\ns.sendto(b"x", ("10.9.8.7", 514))', 'fail'],
    ['import socket\nwith socket.socket() as s:\n    s.bind(("", 0))', 'pass'],
    ['import socket, sys\nwith socket.socket() as s:\n    s.connect((sys.argv[1], 80))', 'pass'],
    ['import logging.handlers\nlogging.handlers.HTTPHandler("logs.x.org", "/x")', 'fail'],
    ['import logging.handlers\nlogging.handlers.SysLogHandler()', 'pass'],
    ['from ftplib import FTP\nFTP("ftp.x.org")', 'fail'],
    ['import paramiko\nc = paramiko.SSHClient()\nc.connect("x.org")', 'fail'],
    ['import subprocess\nsubprocess.run(["scp", "/safe_outputs/a", "me@host:"])', 'fail'],
    ['import subprocess\nsubprocess.run(["scp", "/safe_outputs/a", "scp://me@host/a"])', 'fail'],
    ['import subprocess\nsubprocess.run(["rsync", "a", "rsync://localhost/b"])', 'pass'],
    ['import subprocess\nsubprocess.run(["rsync", "-a", "/safe_outputs/", "me@host:x"])', 'fail'],
    ['import subprocess\nsubprocess.run(["rsync", "-a", "/safe_data/a:b/", "/scratch/x"])', 'pass'],
  ])('%s', async (main, verdict) => {
    expect(await first(sends, python(main))).toMatch(verdict);
  });

  test.each([
    ['socketConnection("10.1.1.1", 80)', 'fail'],
    ['socketConnection(port = 80, server = TRUE)', 'pass'],
    ['library(blastula)\nsmtp_send(mail, to = "a@x.org", from = "b@x.org")', 'fail'],
    ['system("scp a me@host:")', 'fail'],
  ])('%s', async (main, verdict) => {
    expect(await first(sends, r(main))).toMatch(verdict);
  });

  test('one call is one finding of each rule, and what is sent is no download', async () => {
    const files = python('import requests\nrequests.post("https://x.org")');
    expect((await judge(sends, files)).results).toHaveLength(1);
    expect(await first(noDownload, files)).toMatch('fail requests.post needs the network: it sends data');
  });
});

const written = 'import pandas as pd\npd.DataFrame().to_csv("results.csv")\n';

describe('results that are lost', () => {
  test.each([
    ['import logging\nlogging.basicConfig(filename="run.log")', 'fail'],
    ['import logging\nlogging.FileHandler("run.log")', 'fail'],
    ['import sqlite3\nsqlite3.connect("results.db")', 'fail'],
    ['import sqlite3\nsqlite3.connect("/safe_data/x.db")', 'pass'],
    ['import sqlite3\nsqlite3.connect(":memory:")', 'pass'],
    [`${written}import shutil\nshutil.copy("other.csv", "/safe_outputs/other.csv")`, 'fail'],
    [`${written}import shutil\nshutil.copy("/safe_data/other.csv", "/safe_outputs/other.csv")`, 'fail'],
    [`${written}import os\nos.system("cp other.csv /safe_outputs/")`, 'fail'],
    [`${written}import copy\nm = copy.copy(model)`, 'fail'],
    [`${written}n = name.replace(a, b)`, 'fail'],
    [`${written}import shutil\nshutil.copy("results.csv", "/safe_outputs/other.csv")`, 'pass'],
    [`${written}import shutil\nshutil.copytree(".", "/safe_outputs/all")`, 'pass'],
    [`${written}import os\nos.system("cp *.csv /safe_outputs/")`, 'pass'],
    [`${written}from pathlib import Path\nPath("results.csv").rename("/safe_outputs/results.csv")`, 'pass'],
    [`${written}import glob, shutil\nfor f in glob.glob("*.csv"):\n    shutil.copy(f, "/safe_outputs/")`, 'pass'],
  ])('%s', async (main, verdict) => {
    expect(await first(outputs, python(main))).toMatch(verdict);
  });

  test.each([
    ['sink("log.txt")\nprint(1)', 'fail'],
    ['con <- DBI::dbConnect(RSQLite::SQLite(), "results.db")', 'fail'],
    ['con <- DBI::dbConnect(RSQLite::SQLite(), "/safe_data/x.db")', 'pass'],
    ['library(dplyr)\nd <- rename(d, a = b)\nwrite.csv(d, "results.csv")', 'fail'],
    ['write.csv(d, "results.csv")\nfile.copy("results.csv", "/safe_outputs")', 'pass'],
  ])('%s', async (main, verdict) => {
    expect(await first(outputs, r(main))).toMatch(verdict);
  });

  test.each([
    ['import os\nos.remove("/safe_data/a.csv")', 'fail removes or changes /safe_data/a.csv'],
    ['from pathlib import Path\nPath("/safe_data/a.csv").unlink()', 'fail'],
    ['import os\nos.system("gunzip /safe_data/x.gz")', 'fail'],
    ['import os\nos.system("gunzip -c /safe_data/x.gz > /scratch/x")', 'pass'],
    ['import os\ntry:\n    os.remove("/safe_data/a.csv")\nexcept OSError:\n    pass', 'pass'],
  ])('%s', async (main, verdict) => {
    expect(await first(outputs, python(main))).toMatch(verdict);
  });
});

describe('a secret that a copied file holds', () => {
  const value = 'Xk29-bigsecret-77aQ';
  const redcap = 'ABCD1234ABCD1234ABCD1234ABCD1234';

  test.each([
    ['my.cnf', `[client]\nuser=me\npassword=${value}`],
    ['pgpass', `db.nhs.uk:5432:x:me:${value}`],
    ['Renviron.site', `DB_PASSWORD=${value}`],
    ['conf.sh', `export DB_PASSWORD=${value}`],
    ['credentials.yml', 'api:\n  token: Xk29bigsecret77aQXk29bigs'],
    ['conf.yaml', `passphrase: ${value}`],
    ['r.py', `import redcap\np = redcap.Project("https://redcap.x.ac.uk/api/", "${redcap}")`],
    ['a.R', `DB_PASS <- "${value}"`],
    ['a.py', 'token = "ghx93kf02kfmskeo20fk3mf"'],
    ['o.py', 'pyodbc.connect("DRIVER={x};SERVER=s;UID=u;PWD=Xk29bigsecret77")'],
    ['p.py', 'psycopg2.connect("host=db user=u password=Xk29bigsecret77")'],
  ])('%s: %s', async (path, text) => {
    expect(await first(secrets, copied(path, text))).toMatch('fail');
  });

  test.each([
    ['conf.sh', 'export DB_PASSWORD=$1\nPASSWORD="${X:-abc}"'],
    ['t.py', 'tok.add(eos_token="<|end|>", max_tokens=1000)\ntoken_type = "bearer1234567890abc"'],
    ['t.py', 'token = settings.huggingface_token_v2'],
    ['t.yaml', 'pad_token: "[PAD]"\nmax_tokens: 4096000000000000\ntokenizer: bert-base-uncased-12345678'],
    ['t.yaml', 'token: ${{ secrets.GH_TOKEN1 }}'],
    ['o.py', 'connect(host=host1, user=user1, password=passwd1)'],
    ['p.py', 'bypass = "abc12345"\nsum = "' + redcap + '"'],
  ])('%s: %s holds none', async (path, text) => {
    expect(await first(secrets, copied(path, text))).toMatch('pass');
  });
});
