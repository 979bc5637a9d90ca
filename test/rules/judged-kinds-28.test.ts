import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import installed from '../../src/rules/imports-installed.ts';
import port from '../../src/rules/interactive-port-exposed.ts';
import single from '../../src/rules/single-purpose.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

// One thing that is read in one way wherever it stands.

const python = 'FROM docker.io/library/python:3.13\n';
const ssh = 'RUN apt-get update && apt-get install -y openssh-server\n';
const app = 'COPY main.py /app/\nENTRYPOINT ["gunicorn", "main:app"]\n';
const conda = 'FROM docker.io/condaforge/miniforge3:25.3.1-0\nCOPY env.yml /\nRUN conda env create -f /env.yml\n';

test.each<[string, CheckedRule, Readonly<Record<string, string>>, string]>([
  ['an SSH server beside the shell of the base', single, { Dockerfile: python + ssh }, 'fail'],
  ['an SSH server on a base that nobody knows', single, { Dockerfile: `FROM ghcr.io/a/b:1\n${ssh}` }, 'pass'],
  [
    'a notebook server that a person may start',
    single,
    { Dockerfile: `${python}RUN pip install jupyterlab\n` },
    'pass',
  ],
  ['a port of a variable that nobody sets', port, { Dockerfile: `${python}EXPOSE $PORT\n${app}` }, 'fail'],
  ['a port of an argument', port, { Dockerfile: `${python}ARG PORT\nEXPOSE $PORT\n${app}` }, 'unknown'],
  ['a port that the base may name', port, { Dockerfile: `FROM ghcr.io/a/b:1\nEXPOSE $PORT\n${app}` }, 'unknown'],
  ['a port of a variable with a value', port, { Dockerfile: `${python}ENV PORT=80\nEXPOSE $PORT\n${app}` }, 'pass'],
  ['another port beside it', port, { Dockerfile: `${python}EXPOSE $PORT 8000\n${app}` }, 'pass'],
  [
    'a module in place of its package in the list that conda gives pip',
    installed,
    { Dockerfile: conda, 'env.yml': 'dependencies:\n  - python=3.13\n  - pip:\n    - sklearn\n' },
    'fail',
  ],
  [
    'its package there',
    installed,
    { Dockerfile: conda, 'env.yml': 'dependencies:\n  - python=3.13\n  - pip:\n    - scikit-learn\n    - -e .\n' },
    'notApplicable',
  ],
])('%s', async (_, rule, files, verdict) => {
  expect(check(await factsOf(files), [rule]).results[0]?.verdict).toBe(verdict);
});
