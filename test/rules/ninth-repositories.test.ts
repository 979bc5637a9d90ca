import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import installed from '../../src/rules/imports-installed.ts';
import download from '../../src/rules/no-runtime-download.ts';
import minimal from '../../src/rules/minimal-final-stage.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a ninth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';
const julia = 'FROM docker.io/library/julia:1.12.6\n';

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

test.each(['app/.', 'app/./', './app/.', 'app', 'app/', 'x/../app'])(
  'COPY %s brings what lies in the folder',
  async (source) => {
    const files = {
      Dockerfile: `${py}COPY ${source} /opt/app/\nENTRYPOINT ["python", "/opt/app/main.py"]\n`,
      'app/main.py': 'import urllib.request\nurllib.request.urlopen("https://example.org/x")\n',
    };
    expect(await judgeBy(imageComplete, files)).toBe('pass');
    expect(await judgeBy(download, files)).toBe('fail');
  },
);

const served = (start: string): Files => ({
  Dockerfile: `${py}WORKDIR /srv\nCOPY . /srv\nCMD ["${start.replaceAll(' ', '", "')}"]\n`,
  'src/api/app.py': 'import urllib.request\nurllib.request.urlopen("https://example.org/x")\nserver = 1\n',
});
test.each([
  'gunicorn --pythonpath src/api app:server',
  'gunicorn --pythonpath=lib,src/api app:server',
  'gunicorn --pythonpath /srv/src/api app:server',
  'gunicorn --chdir src/api app:server',
  'uvicorn --app-dir src/api app:server',
  'python -m uvicorn --app-dir=src/api app:server',
  'celery --workdir src/api -A app worker',
  'gunicorn -k uvicorn.workers.UvicornWorker --chdir src/api app:server',
  'gunicorn --worker-class gthread --chdir src/api app',
])('the application is followed where its server looks for it: %s', async (start) => {
  expect(await judgeBy(download, served(start))).toBe('fail');
});

test('the application is not found where its server does not look', async () => {
  expect(await judgeBy(imageComplete, served('gunicorn --pythonpath src app:server'))).toBe('fail');
});

test('the folder in which a server looks for its application is named from WORKDIR', async () => {
  expect(await judgeBy(byPath, served('gunicorn --pythonpath src/api app:server'))).toBe('fail');
  expect(await judgeBy(byPath, served('gunicorn --pythonpath /srv/src/api app:server'))).toBe('pass');
});

const idle = (more: string): Files => ({
  Dockerfile: `${py}WORKDIR /srv\nCOPY . /srv\nCMD ["python", "/srv/main.py"]\n`,
  'main.py': `import subprocess\n\ndef fetch():\n    subprocess.run("./tools/other.bin x", shell=True)\n\n${more}\n`,
});
test.each([imageComplete, download, byPath, outputs])(
  'what only a function starts that nothing calls is not started: $id',
  async (rule) => {
    const verdict = rule.id === 'starts-by-absolute-path' ? 'fail' : 'unknown';
    expect(await judgeBy(rule, idle('fetch()'))).toBe(verdict);
    expect(await judgeBy(rule, idle('print(1)'))).toBe('pass');
  },
);

test.each([
  ['a page in which nothing stands yet', 'pages/b.py', 'pass'],
  ['a program in which nothing stands', 'main.py', 'fail'],
])('%s', async (_title, empty, verdict) => {
  const files = {
    Dockerfile: `${py}RUN pip install streamlit==1.50.0\nCOPY . /srv\nCMD ["streamlit", "run", "/srv/main.py"]\n`,
    'main.py': 'import streamlit as st\nst.write(1)\n',
    'pages/a.py': 'import streamlit as st\nst.write(1)\n',
    [empty]: '',
  };
  expect(await judgeBy(imageComplete, files)).toBe(verdict);
});

const ofJulia = (files: Files): Files => ({
  Dockerfile: `${julia}COPY . /srv\nCMD ["julia", "--project=/srv", "/srv/run.jl"]\n`,
  'run.jl': 'using Epidemic\nEpidemic.main()\n',
  'Project.toml': 'name = "Epidemic"\nuuid = "31a157ea-f110-4668-b98b-d79f209662d5"\n',
  ...files,
});
const fetching =
  'module Epidemic\nusing Downloads\nfunction main()\n  Downloads.download("https://example.org/x")\nend\nend\n';
test.each([
  ['its package', { 'src/Epidemic.jl': fetching }, 'fail'],
  [
    'what its package includes',
    {
      'src/Epidemic.jl': 'module Epidemic\ninclude("main.jl")\nend\n',
      'src/main.jl': fetching.replace(/^.*\n/, '').replace(/end\n$/, ''),
    },
    'fail',
  ],
  ['a module of that name elsewhere', { 'old/Epidemic.jl': fetching }, 'pass'],
] as const)('a program of Julia uses %s: %s', async (_title, files, verdict) => {
  expect(await judgeBy(download, ofJulia(files))).toBe(verdict);
});

test.each([
  ['git', 'apt-get purge -y git', 'fail'],
  ['packages of the same names', 'apt-get --purge autoremove -y git git-lfs', 'fail'],
  ['the compiler', 'apt-get purge -y build-essential git', 'pass'],
  ['a group of its own', 'apk del .build-deps', 'pass'],
  ['what a variable names', 'apt-get purge -y $buildDeps', 'pass'],
])('a RUN that compiles and takes away %s: %s', async (_title, command, verdict) => {
  const Dockerfile = `${py}RUN apt-get update && apt-get install -y build-essential git && make && ${command}\n`;
  expect(await judgeBy(minimal, { Dockerfile })).toBe(verdict);
});

const shiny = (host: string): Files => ({
  Dockerfile: `${r}RUN Rscript -e 'install.packages("shiny")'\nCOPY app /srv/\nWORKDIR /srv\nEXPOSE 7777\nCMD ["Rscript", "/srv/start.R"]\n`,
  'app/start.R': `library(shiny)\n${host}runApp()\n`,
  'app/ui.R': 'fluidPage()\n',
  'app/server.R': 'function(input, output) {}\n',
});
test.each([
  ['everywhere', 'options(shiny.host = "0.0.0.0", shiny.port = 7777)\n', 'fail'],
  ['where it is asked itself', 'options(shiny.host = "127.0.0.1")\n', 'unknown'],
] as const)('Shiny listens where an option of R says: %s', async (_title, host, verdict) => {
  expect(await judgeBy(authenticated, shiny(host))).toBe(verdict);
  expect(await judgeBy(installed, shiny(host))).toBe('pass');
});
