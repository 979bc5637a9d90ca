import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import minimal from '../../src/rules/minimal-final-stage.ts';
import pages from '../../src/rules/pages-self-contained.ts';
import sends from '../../src/rules/sends-nothing.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

// Kinds that somebody who wrote no rule found in repositories that nobody here had seen.

const from = 'FROM docker.io/library/python:3.13\n';
const running = (program: string): Readonly<Record<string, string>> => ({
  Dockerfile: `${from}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'main.py': program,
});
const starting = (start: string, more = ''): Readonly<Record<string, string>> => ({
  Dockerfile: `${from}${more}COPY app/ app/\n${start}\n`,
  'app/__init__.py': '',
  'app/server.py': 'print(1)\n',
});

test.each<[string, CheckedRule, Readonly<Record<string, string>>, string]>([
  ['a module of the root, without WORKDIR', byPath, starting('CMD ["python", "-m", "app.server"]'), 'fail'],
  ['an application of the root', byPath, starting('CMD gunicorn app.server:app'), 'fail'],
  [
    'a module that PYTHONPATH finds',
    byPath,
    starting('CMD ["python", "-m", "app.server"]', 'ENV PYTHONPATH=/\n'),
    'pass',
  ],
  [
    'a compiler with a version of two parts',
    minimal,
    { Dockerfile: `${from}RUN apt-get install -y clang-3.6\n` },
    'fail',
  ],
  ['terms for NCBI', sends, running('from Bio import Entrez\nEntrez.esearch(db="taxonomy", term=name)\n'), 'fail'],
  ['icons of Iconify', pages, running('from dash_iconify import DashIconify\nDashIconify(icon="mdi:heart")\n'), 'fail'],
])('%s', async (_, rule, files, verdict) => {
  expect(check(await factsOf(files), [rule]).results[0]?.verdict).toBe(verdict);
});
