import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import baseImageCurrent from '../../src/rules/base-image-current.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import dockerfileValid from '../../src/rules/dockerfile-valid.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import registryPullable from '../../src/rules/registry-pullable.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';

const python = 'FROM docker.io/library/python:3.13\n';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const verdict = rule.check(await factsOf({ Dockerfile: dockerfile, 'app.py': 'print(1)\n', ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const alsoRun = (command: string): string => `${python}RUN pip install numpy==2.3.1\nRUN ${command}\n`;

const copyOf = (words: string): string => `${python}WORKDIR /app\nCOPY ${words}\n`;

const behindPort = (start: string, from = python): string => `${from}COPY app.py /app/\nEXPOSE 8888\n${start}\n`;

const pushBy = (...lines: readonly string[]): Record<string, string> => ({
  '.github/workflows/push.yml': `on: push\njobs:\n  push:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${lines.join('\n        ')}\n`,
});

const withConda = (run: string, start = '["conda", "run", "-n", "study", "python", "/app/app.py"]'): string =>
  `FROM docker.io/continuumio/miniconda3:24.1.2-0\nCOPY . /app/\n${run}\nCMD ${start}\n`;

const listOf = (name: string): Record<string, string> => ({
  'environment.yml': `name: ${name}\ndependencies: [python]\n`,
});

test('the newest pip is another one tomorrow; the one of the base is not', async () => {
  for (const command of [
    'pip install -U pip',
    'pip install --upgrade pip',
    'python -m pip install --no-cache-dir --upgrade pip setuptools wheel',
  ])
    expect(await judged(dependenciesPinned, alsoRun(command))).toMatch(/^pip(?:, setuptools, wheel have| has) neither/);
  expect(await judged(dependenciesPinned, alsoRun('pip install --upgrade pip==25.3'))).toBe('pass');
  expect(await judged(dependenciesPinned, alsoRun('pip install pip wheel'))).toBe('pass');
  expect(await judged(dependenciesPinned, alsoRun('pip install --user pip'))).toBe('pass');
});

test('several files need a name that ends in a slash', async () => {
  for (const words of ['a.py b.py /app', 'a.py b.py app', '["a.py", "b.py", "/app"]'])
    expect(await judged(dockerfileValid, copyOf(words))).toContain('takes 2 sources to');
  for (const words of [
    'a.py b.py /app/',
    'a.py b.py .',

    'a.py b.py $HOME',
    'a.py /app',
  ])
    expect(await judged(dockerfileValid, copyOf(words))).toBe('pass');
});

test('a list with the arguments of a shell starts nothing', async () => {
  expect(await judged(startsWithoutInteraction, `${python}CMD ["$@"]\n`)).toContain('names no program');
  const entry = '#!/bin/sh\nexec python /app/app.py "$@"\n';
  const files = { 'start.sh': entry };
  const start = `${python}COPY app.py start.sh /app/\nENTRYPOINT ["/app/start.sh"]\n`;
  expect(await judged(startsWithoutInteraction, start, files)).toBe('pass');
});

test('a shell behind an exposed port serves nothing', async () => {
  for (const start of [
    'CMD ["bash"]',
    'CMD ["pixi", "shell"]',
    'CMD ["poetry", "-C", "/app", "shell"]',
    'ENTRYPOINT ["/bin/bash"]',
    'CMD python3',
  ])
    expect(await judged(startsWithoutInteraction, behindPort(start))).toContain('waits for a person');
  expect(await judged(startsWithoutInteraction, behindPort('CMD ["python", "/app/app.py"]'))).toBe('notApplicable');
  expect(await judged(startsWithoutInteraction, behindPort('CMD ["bash", "-c", "jupyter lab"]'))).toBe('notApplicable');
  expect(
    await judged(startsWithoutInteraction, behindPort('CMD ["nix", "develop", "-c", "python", "/app/app.py"]')),
  ).toBe('notApplicable');
  // The start of the base serves, whatever it is given.
  const rstudio = 'FROM docker.io/rocker/rstudio:4.5.3\n';
  expect(await judged(startsWithoutInteraction, behindPort('CMD ["bash"]', rstudio))).toBe('notApplicable');
  expect(
    await judged(outputsInSafe, behindPort('CMD ["bash"]'), { 'app.py': 'open("/app/out.txt", "w")\n' }),
  ).toContain('writes to /app/out.txt');
  expect(await judged(startsWithoutInteraction, behindPort('CMD ["bash"]', 'FROM somebody/image:1\n'))).toContain(
    'waits for a person',
  );
});

test('what an image brings that nobody knows is not current', async () => {
  expect(await judged(baseImageCurrent, 'FROM docker.io/somebody/tool:1.2\n')).toBe('unknown');
  for (const known of [
    'docker.io/library/debian:13',
    'docker.io/continuumio/miniconda3:24.1.2',
    'docker.io/library/julia:1.12',
    'scratch',
  ])
    expect(await judged(baseImageCurrent, `FROM ${known}\n`)).toBe('notApplicable');
});

const pullable = async (...lines: readonly string[]): Promise<string> =>
  judged(registryPullable, python, pushBy(...lines));

test('actions of others that push are seen, with their registry', async () => {
  expect(await pullable('macbre/push-to-ghcr@v13', 'with: { image_name: group/app }')).toBe('pass');
  expect(await pullable('VaultVulp/gp-docker-action@1.6.0', 'with: { image-name: app }')).toBe('pass');
  const whoan = 'whoan/docker-build-with-cache-action@v8';
  expect(await pullable(whoan, 'with: { image_name: group/app }')).toContain('docker.io');
  expect(await pullable(whoan, 'with: { image_name: group/app, registry: ghcr.io }')).toBe('pass');
  const off = 'with: { image_name: group/app, push_image_and_stages: "false" }';
  expect(await pullable(whoan, off)).toBe('notApplicable');
});

test('an environment of conda that the start asks for is made while the image is built', async () => {
  const create = 'RUN conda env create -f /app/environment.yml';
  const complete = async (...given: Parameters<typeof withConda>): Promise<string> =>
    judged(imageComplete, withConda(...given), listOf('other'));
  expect(await complete(create)).toContain('asks conda for the environment study');
  expect(await complete(create, 'conda run --no-capture-output -n study python /app/app.py')).toContain('study');
  expect(await complete('RUN conda install -y numpy')).toContain('study');
  expect(await complete('RUN conda-lock install -n other conda-linux-64.lock')).toContain('study');
  expect(await judged(imageComplete, withConda(create), listOf('study'))).toBe('pass');
  for (const run of [
    `${create} -n study`,
    'RUN conda create -y --name=study python=3.12',
    'RUN conda create -y -p /opt/conda/envs/study python=3.12',
    'RUN conda env create -f /elsewhere/unseen.yml',
    'ARG NAME\nRUN conda create -n $NAME python=3.12',
    'RUN conda-lock install conda-linux-64.lock',
  ])
    expect(await complete(run)).not.toContain('study');
  expect(await complete(create, '["conda", "run", "-n", "base", "python", "/app/app.py"]')).toBe('pass');
  // Who made the base may have made it.
  const unknownBase = withConda(create).replace('continuumio/miniconda3', 'somebody/conda');
  expect(await judged(imageComplete, unknownBase, listOf('other'))).not.toContain('study');
});

const programIn = (folder: string): Record<string, string> => ({
  'run.R': `setwd("${folder}")\nd <- read.csv("data/cohort.csv")\npng("km.png")\n`,
  'data/cohort.csv': 'id\n1\n',
});

test('a folder of a Windows machine ends the program, and what follows is judged as if the line were gone', async () => {
  const start = 'FROM docker.io/rocker/rstudio:4.5.3\nCOPY . /opt/app/\nCMD ["Rscript", "/opt/app/run.R"]\n';
  const said = await judged(filesInImage, start, programIn('C:/Users/ann/study'));
  expect(said).toContain('goes to C:/Users/ann/study, a folder of a Windows machine, and ends there (CMD -> run.R:1)');
  expect(said).toContain('opens data/cohort.csv relative to /, where it is not');
  expect(await judged(outputsInSafe, start, programIn('C:/Users/ann/study'))).toMatch(/^writes to \/km\.png /);
  expect(await judged(filesInImage, start, programIn('/opt/app'))).toBe('pass');
  const chdir = `${python}COPY app.py /app/\nCMD ["python", "/app/app.py"]\n`;
  const app = 'import os\nos.chdir(r"\\\\server\\share")\n';
  expect(await judged(filesInImage, chdir, { 'app.py': app })).toContain('a folder of a Windows machine');
});

test('data that the image has elsewhere are read from /safe_data', async () => {
  const files = { 'app.py': 'open("data/patients.csv")\n', 'data/patients.csv': 'nhs_number,dob\n1,2000-01-01\n' };
  const verdict = filesInImage.check(
    await factsOf({ Dockerfile: `${python}COPY . /app/\nCMD ["python", "/app/app.py"]\n`, ...files }),
  );
  expect(verdict.verdict === 'fail' ? verdict.findings[0]?.fix : '').toMatch(/^read it from \/safe_data: data do not/);
});

test('a program on an image of Rocker starts where that image says', async () => {
  const start = `FROM docker.io/rocker/rstudio:4.5.3\nCOPY app.py /app/\nCMD ["python", "/app/app.py"]\n`;
  expect(await judged(outputsInSafe, start, { 'app.py': 'open("out.csv", "w")\n' })).toContain('writes to /out.csv');
});

test('a relative place on an image of Jupyter is the same for a COPY and a start', async () => {
  const start = 'FROM quay.io/jupyter/scipy-notebook:2025-01-01\nCOPY a.py .\nCMD ["python", "a.py"]\n';
  expect(await judged(imageComplete, start, { 'a.py': 'print(1)\n' })).not.toContain('which nothing puts');
});

test('so it is on an image of micromamba, which begins in /tmp', async () => {
  const start = 'FROM docker.io/mambaorg/micromamba:2.3.3\nCOPY a.py .\nCMD ["python", "a.py"]\n';
  expect(await judged(imageComplete, start, { 'a.py': 'print(1)\n' })).not.toContain('which nothing puts');
});

test('the lines of a merge are one problem of the Dockerfile', async () => {
  const merge = `${python}<<<<<<< yours\nUSER a\n=======\nUSER b\n>>>>>>> new\n`;
  expect(await judged(dockerfileValid, merge)).toBe('"<<<<<<<" is not a Dockerfile instruction (lines 4, 6 neither)');
});

const engine = (address: string): Record<string, string> => ({
  'app.py': `from sqlalchemy import create_engine\nengine = create_engine("${address}")\n`,
});

test('a database of one file is written where its address says', async () => {
  const start = `${python}WORKDIR /srv\nCOPY app.py /srv/\nCMD ["python", "/srv/app.py"]\n`;
  expect(await judged(outputsInSafe, start, engine('sqlite:///./app.db'))).toContain('writes to /srv/app.db');
  expect(await judged(outputsInSafe, start, engine('sqlite+aiosqlite:////var/lib/app.db?timeout=5'))).toContain(
    'writes to /var/lib/app.db',
  );
  for (const kept of [
    'sqlite:////safe_outputs/app.db',
    'sqlite:////safe_data/app.db',
    'sqlite:///:memory:',
    'sqlite://',
  ])
    expect(await judged(outputsInSafe, start, engine(kept))).toBe('pass');
});

test('Python runs no notebook', async () => {
  const notebook = { 'app.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n' };
  const started = (start: string, more = {}): Promise<string> =>
    judged(imageComplete, `${python}COPY app.ipynb *.sh /app/\nCMD ${start}\n`, { ...notebook, ...more });
  const script = { 'run.sh': '#!/bin/sh\npython3 -u /app/app.ipynb\n' };
  for (const said of [
    await started('["python", "/app/app.ipynb"]', script),
    await started('python3 -u /app/app.ipynb', script),
    await started('["sh", "/app/run.sh"]', script),
  ])
    expect(said).toContain('is given the notebook /app/app.ipynb, which is no program of Python');
  expect(await started('["jupyter", "execute", "/app/app.ipynb"]', script)).not.toContain('is given the notebook');
});

const madeAndRead = (name: string): Record<string, string> => ({
  'run.sh': '#!/bin/sh\nRscript /srv/make.R --out=results\nRscript /srv/use.R\n',
  'make.R': `library(docopt)\nopt <- docopt("Usage: make.R --out=<out>")\nwrite.csv(cars, file.path(opt$out, "${name}"))\n`,
  'use.R': 'd <- read.csv("results/sd.csv")\n',
  'results/sd.csv': 'a\n',
});

test('what another program of the start writes to a folder that it computes may be what is read', async () => {
  const start = 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /srv\nCOPY *.R run.sh /srv/\nCMD ["sh", "/srv/run.sh"]\n';
  expect(await judged(filesInImage, start, madeAndRead('other.csv'))).toContain(
    'opens results/sd.csv relative to /srv',
  );
  expect(await judged(filesInImage, start, madeAndRead('sd.csv'))).toBe('unknown');
});
