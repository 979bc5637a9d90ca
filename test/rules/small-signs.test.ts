import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import imports from '../../src/rules/imports-installed.ts';
import pullable from '../../src/rules/registry-pullable.ts';
import scanned from '../../src/rules/workflow-scans-image-before-push.ts';
import sends from '../../src/rules/sends-nothing.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';

async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  return rule.check(await factsOf(project)).verdict;
}

const python = (start: string): string =>
  `FROM python:3.13\nRUN pip install click==8.1.7 typer==0.15.1\nCOPY . /opt/app/\nENTRYPOINT ${start}\n`;
const byScript = python('["sh", "/opt/app/start.sh"]');

const fetches = (line: string): Promise<string> =>
  verdictOf(sends, { Dockerfile: byScript, 'start.sh': `#!/bin/sh\n${line}\n` });

const judged = (text: string): Promise<string> => verdictOf(scanned, { '.gitlab-ci.yml': text });

const project = (name: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM rocker/r-ver:4.4.2\nRUN Rscript -e 'install.packages("targets")'\nWORKDIR /opt/app\nCOPY . /opt/app\nCMD ["Rscript", "run.R"]\n`,
  'run.R': 'targets::tar_make()\n',
  '_targets.R': 'library(targets)\ntar_source()\nlist()\n',
  [name]: 'library(gone)\n',
});

test('letters of wget and the method of curl send nothing', async () => {
  for (const line of [
    'wget -nd https://a.example/x',
    'wget -T 30 https://a.example/x',
    'curl -XGET https://a.example/x',
  ])
    expect(await fetches(line)).toBe('pass');
  for (const line of ['curl -sSd @x https://a.example/', 'wget --post-file=x https://a.example/'])
    expect(await fetches(line)).toBe('fail');
});

test('-c of an interpreter is no constraint of pip', async () => {
  const base = 'FROM pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\nRUN pip install torch==2.5.1\n';
  const start = 'COPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n';
  const checked = `${base}RUN pip list && python -c "import torch"\n${start}`;
  expect(await verdictOf(imports, { Dockerfile: checked, 'main.py': 'import torch\n' })).not.toBe('fail');
});

test('scripts below the folder of tar_source() are run too', async () => {
  expect(await verdictOf(imports, project('R/sub/b.R'))).toBe(await verdictOf(imports, project('R/b.R')));
  expect(await verdictOf(imports, project('R/sub/b.R'))).not.toBe('pass');
});

test('a script that refuses an open option does not start with it', async () => {
  const refusing = `#!/bin/bash\necho "never with --IdentityProvider.token= please"\nexec jupyter lab --port=8888\n`;
  const session = {
    Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY start.sh /app/\nEXPOSE 8888\nCMD ["/app/start.sh"]\n`,
  };
  expect(await verdictOf(authenticated, { ...session, 'start.sh': refusing })).toBe('pass');
});

const scan = 'scan:\n  stage: test\n  script: [trivy image a:1]\n';
const push = 'push:\n  stage: deploy\n  script: [docker push ghcr.io/o/a:1]\n';

test('a scan that nobody starts, or of a folder, comes before no push', async () => {
  expect(await judged(scan + push)).toBe('pass');
  for (const when of ['never', 'manual']) expect(await judged(`${scan}  when: ${when}\n${push}`)).toBe('fail');
  expect(await judged(`${scan}  when: manual\n  allow_failure: false\n${push}`)).toBe('pass');
  expect(await judged(scan.replace('trivy image a:1', 'grype dir:.') + push)).toBe('fail');
});

test('what a job of another workflow of CircleCI waits for does not count, and an orb is not seen', async () => {
  const jobs =
    'version: 2.1\njobs:\n  scan: {steps: [{run: "trivy image a"}]}\n  push: {steps: [{run: "docker push ghcr.io/o/a:$CIRCLE_SHA1"}]}\nworkflows:\n';
  const main = '  main: {jobs: [scan, {push: {requires: [scan]}}]}\n';
  expect(await verdictOf(scanned, { '.circleci/config.yml': jobs + main })).toBe('pass');
  expect(await verdictOf(scanned, { '.circleci/config.yml': `${jobs}  release: {jobs: [push]}\n${main}` })).toBe(
    'fail',
  );
  const orb =
    'version: 2.1\norbs: {docker: circleci/docker@2}\nworkflows: {a: {jobs: [docker/publish: {image: o/i}]}}\n';
  expect(await verdictOf(pullable, { '.circleci/config.yml': orb })).toBe('unknown');
});

test('a pipeline that is not read may push by what it includes', async () => {
  for (const text of ['steps:\n- template: ci/push.yml\n', 'steps:\n- script: gcloud builds submit\n'])
    expect(await verdictOf(pullable, { 'azure-pipelines.yml': text })).toBe('unknown');
});
