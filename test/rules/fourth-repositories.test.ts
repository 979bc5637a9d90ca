import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { surveyProject } from '../../src/io/project/survey-project.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import complete from '../../src/rules/image-complete.ts';
import current from '../../src/rules/base-image-current.ts';
import download from '../../src/rules/no-runtime-download.ts';
import files from '../../src/rules/files-in-image.ts';
import home from '../../src/rules/nothing-in-home.ts';
import ignore from '../../src/rules/dockerignore-present.ts';
import latest from '../../src/rules/base-image-not-latest.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import registry from '../../src/rules/registry-pullable.ts';
import secrets from '../../src/rules/no-secrets.ts';
import { factsOf } from '../helpers/project.ts';

/** What a fourth set of strangers' labels showed, each as the smallest project that shows it, and what looks like it. */
async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(project));
  if (verdict.verdict === 'several') return verdict.verdicts.map((each) => each.verdict).join(' ');
  return verdict.verdict === 'fail'
    ? verdict.findings
        .map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
        .join('\n')
    : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.13\n';

test('the name of a branch is no version of an image', async () => {
  expect(await verdictOf(latest, { Dockerfile: 'FROM ghcr.io/org/tools:main\n' })).toContain('names a branch');
  for (const image of [
    'ghcr.io/org/tools:main-2.1',
    'docker.io/library/debian:stable',
    `ghcr.io/org/tools:main@sha256:${'a'.repeat(64)}`,
  ])
    expect(await verdictOf(latest, { Dockerfile: `FROM ${image}\n` })).toBe('pass');
});

test('what an image of Jupyter or Rocker without a tag brings, nobody can tell', async () => {
  for (const image of ['docker.io/jupyter/scipy-notebook', 'docker.io/rocker/tidyverse'])
    expect(await verdictOf(current, { Dockerfile: `FROM ${image}\n` })).toBe('unknown');
  for (const image of ['docker.io/continuumio/miniconda3', 'docker.io/jupyter/scipy-notebook:python-3.11'])
    expect(await verdictOf(current, { Dockerfile: `FROM ${image}\n` })).toBe('notApplicable');
});

test('a distribution starts at the root, from where a relative cd leads on', async () => {
  const dockerfile =
    'FROM docker.io/library/ubuntu:24.04\nRUN apt-get update && apt-get install -y python3\nCOPY . work/\nCMD cd work && python3 fit.py\n';
  expect(await verdictOf(complete, { Dockerfile: dockerfile, 'fit.py': 'print(1)\n' })).toBe('pass');
  expect(await verdictOf(complete, { Dockerfile: dockerfile.replace('cd work', 'cd other'), 'fit.py': '' })).toContain(
    'fit.py',
  );
});

const notebookOf = (line: string): Readonly<Record<string, string>> => ({
  Dockerfile: `${python}COPY a.ipynb /opt/\n`,
  'a.ipynb': `{"cells": [{"outputs": [{"data": {\n${line}\n}}]}]}\n`,
});

test('in a picture of a notebook anything stands by chance', async () => {
  const token = `ghp_${'A1'.repeat(18)}`;
  expect(await verdictOf(secrets, notebookOf(`  "image/png": "iVBOR${token}="`))).toBe('pass');
  expect(await verdictOf(secrets, notebookOf(`  "text/plain": "${token}"`))).toBe(
    'a.ipynb:2 holds what looks like a key or token',
  );
});

const runOf = (line: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/debian:13\nRUN curl -LO https://repo.example.org/Miniconda3-latest-Linux-x86_64.sh && ${line}\n`,
});

test("conda's installer goes into the home directory unless it is told otherwise", async () => {
  const script = 'Miniconda3-latest-Linux-x86_64.sh';
  for (const line of [`bash ${script} -b`, `sh ./${script} -b -f`, `chmod +x ${script} && ./${script} -b`])
    expect(await verdictOf(home, runOf(line))).toContain('~/miniconda3');
  for (const line of [
    `bash ${script} -b -p /opt/conda`,
    `bash ${script} -bfp /opt/conda`,
    `bash ${script} -b --prefix /opt/conda`,
  ])
    expect(await verdictOf(home, runOf(line))).not.toContain('~/miniconda3');
});

const pushes = (tags: string): Readonly<Record<string, string>> => ({
  '.github/workflows/ci.yml': `on: push\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: |\n${tags}`,
});

test('an image that can be pulled may be pushed to Docker Hub as well', async () => {
  const both = '            ghcr.io/org/app:1\n            org/app:1\n';
  expect(await verdictOf(registry, pushes(both))).toBe('pass');
  // Another image is not pulled from there, nor is one whose name no registry takes.
  expect(
    await verdictOf(
      registry,
      pushes(both.replace('org/app:1\n            org/app', 'org/other:1\n            org/app')),
    ),
  ).toContain('docker.io');
  expect(await verdictOf(registry, pushes(both.replace('ghcr.io/org/app', 'ghcr.io/Org/app')))).toContain('capitals');
});

test('Dockerfiles beside one whose build names its context have that one too', async () => {
  const project = {
    'tools/docker/a.Dockerfile': `${python}COPY . /opt/\n`,
    'tools/docker/b.Dockerfile': `${python}COPY . /opt/\n`,
    'tools/.dockerignore': '.git\n',
    '.github/workflows/ci.yml':
      'on: push\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: tools\n          file: tools/docker/a.Dockerfile\n',
  };
  expect(await verdictOf(ignore, project)).toBe('pass pass');
  expect(await verdictOf(ignore, { ...project, 'b.Dockerfile': `${python}COPY . /opt/\n` })).toContain('fail');
});

const packageWith = (path: string, text: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /pkg\n',
  [path]: text,
});

test("R's own hooks and installers of a package are nothing that somebody starts", async () => {
  const hook = '.onLoad <- function(a, b) {\n  cmdstanr::install_cmdstan()\n}\nx <- 1\n';
  expect(await verdictOf(download, packageWith('R/zzz.R', hook))).not.toContain('install_cmdstan');
  expect(await verdictOf(download, packageWith('R/zzz.R', `${hook}cmdstanr::install_cmdstan()\n`))).toContain(
    'R/zzz.R:5',
  );
  const own = 'message("x")\nfetched <- readLines(url("https://example.org/x"))\ncmdstanr::install_cmdstan()\n';
  expect(await verdictOf(download, packageWith('src/install.libs.R', own))).not.toContain('install_cmdstan');
  expect(await verdictOf(download, packageWith('install.libs.R', own))).toContain('install_cmdstan');
});

test("where DeGAUSS' own function writes is beside what it is given", async () => {
  const project = {
    Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /opt/\nENTRYPOINT ["Rscript", "/opt/main.R"]\n',
    'main.R': 'opt <- docopt::docopt(doc)\ndht::write_geomarker_file(d, raw, opt$filename)\n',
  };
  expect(await verdictOf(outputs, project)).toBe('unknown');
  expect(
    await verdictOf(outputs, { ...project, 'main.R': 'dht::write_geomarker_file(d, raw, "/safe_outputs/x.csv")\n' }),
  ).toBe('pass');
});

const tellingOutput = (file: string): Readonly<Record<string, string>> => ({
  Dockerfile: `${python}COPY main.py /opt/\nENTRYPOINT ["python", "/opt/main.py"]\n`,
  'main.py': `from pathlib import Path\nfrom evalutils import Algorithm\n\nclass Own(Algorithm):\n    def __init__(self):\n        super().__init__(output_file=Path("${file}"))\n\nOwn().process()\n`,
});

test('a program tells a library where its output goes', async () => {
  expect(await verdictOf(outputs, tellingOutput('/output/age.json'))).toContain('main.py:6 writes to /output/age.json');
  expect(await verdictOf(outputs, tellingOutput('/safe_outputs/age.json'))).toBe('pass');
});

test('Streamlit makes pages of what lies in pages/', async () => {
  const project = {
    Dockerfile: `${python}WORKDIR /opt\nCOPY . .\nENTRYPOINT ["streamlit", "run", "front/Home.py"]\n`,
    'front/Home.py': 'import streamlit\n',
    'front/pages/1_Fit.py': 'open("/opt/fit.csv", "w")\n',
    'pages/2_Old.py': 'open("/opt/old.csv", "w")\n',
  };
  expect(await verdictOf(outputs, project)).toBe(
    'front/pages/1_Fit.py:1 writes to /opt/fit.csv (ENTRYPOINT -> front/pages/1_Fit.py:1)',
  );
});

const annotated = (type: string): Readonly<Record<string, string>> => ({
  Dockerfile: `${python}WORKDIR /opt\nCOPY . .\nENTRYPOINT ["python", "/opt/main.py"]\n`,
  'main.py': `from settings import Model\nfrom transformers import AutoModel\n\ndef load(given: ${type}):\n    return AutoModel.from_pretrained(given.name)\n\nrun(load)\n`,
  'settings.py': 'from dataclasses import dataclass\n\n@dataclass\nclass Model:\n    name: str = "camembert-base"\n',
});

test('what a class of the project holds is known where an annotation names it', async () => {
  expect(await verdictOf(download, annotated('Model'))).toContain('main.py:5');
  expect(await verdictOf(download, annotated('Other'))).toBe('unknown');
});

test('a file goes into the folder that a RUN made, and what renv keeps for the build is seen', async () => {
  const dockerfile =
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /project\nCOPY .Rprofile main.R ./\nRUN mkdir renv\nCOPY renv/activate.R renv\nCMD ["Rscript", "main.R"]\n';
  const project = {
    Dockerfile: dockerfile,
    '.Rprofile': 'source("renv/activate.R")\n',
    'main.R': 'x <- 1\n',
    'renv/activate.R': 'x\n',
  };
  expect(await verdictOf(files, project)).toBe('pass');
  const root = mkdtempSync(join(tmpdir(), 'fourth-'));
  mkdirSync(join(root, 'renv/library'), { recursive: true });
  for (const path of ['renv/activate.R', 'renv/settings.json', 'renv/library/x.R', 'renv/other.R'])
    writeFileSync(join(root, path), 'x\n');
  const found = surveyProject(root).files.map(({ path }) => path);
  rmSync(root, { recursive: true });
  expect(found).toEqual(['renv/activate.R', 'renv/settings.json']);
});
