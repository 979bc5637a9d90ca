import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import acceleratorFits from '../../src/rules/accelerator-fits.ts';
import current from '../../src/rules/base-image-current.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import inImage from '../../src/rules/files-in-image.ts';
import wellKnown from '../../src/rules/base-image-well-known.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import offline from '../../src/rules/offline-variables-set.ts';
import pages from '../../src/rules/pages-self-contained.ts';
import downloads from '../../src/rules/no-runtime-download.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const from = (image: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM ${image}\nCMD ["python3"]\n`,
});

const program = (install: string, line: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nRUN pip install spacy==3.8.0 && ${install}\nCMD ["python", "/opt/main.py"]\n`,
  'main.py': `${line}\n`,
});

test('the month of an image of NVIDIA says for which CUDA it is', async () => {
  expect(await judged(acceleratorFits, from('nvcr.io/nvidia/pytorch:22.12-py3'))).toBe('pass');
  expect(await judged(acceleratorFits, from('nvcr.io/nvidia/tensorflow:25.02-tf2-py3'))).toBe('pass');
  expect(await judged(acceleratorFits, from('nvcr.io/nvidia/pytorch:25.10-py3'))).toBe('unknown');
});

test('Docker Hub has no repository below a repository', async () => {
  expect(await judged(wellKnown, from('rocker/home/shiny'))).toBe('unknown');
  expect(await judged(wellKnown, from('rocker/shiny:4.5.3'))).toBe('pass');
  expect(await judged(wellKnown, from('nvcr.io/nvidia/clara/parabricks:4.3.1-1'))).toBe('pass');
});

test('a model that spaCy downloads while the image is built is there by its name, and so is a package under its former name', async () => {
  const load = 'import spacy\nnlp = spacy.load("en_core_web_sm")';
  expect(await judged(importsInstalled, program('python -m spacy download en_core_web_sm', load))).toBe('pass');
  expect(await judged(importsInstalled, program('spacy download en_core_web_sm-3.8.0 --direct', load))).toBe('pass');
  expect(await judged(importsInstalled, program('python -m spacy download de_core_news_sm', load))).toBe('unknown');
  expect(await judged(importsInstalled, program('pip install rdkit-pypi==2022.9.5', 'import rdkit'))).toBe('pass');
});

test('programs of the C library run nothing of the project', async () => {
  const main = 'import os\nos.system("locale -a")\nprint(1)';
  expect(await judged(downloads, program('true', main))).toBe('pass');
});

const onSystem = (image: string, install: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM ${image}\nRUN apt-get update && apt-get install -y --no-install-recommends python3-pip\nRUN ${install}\n`,
});

test.each([
  ['debian', 'pip3 install numpy==2.3.5', 'fail'],
  ['ubuntu:24.04', 'pip3 install --user numpy==2.3.5', 'fail'],
  ['debian:12-slim', 'python3 -m pip install numpy==2.3.5', 'fail'],
  ['debian:bookworm', 'pip3 install numpy==2.3.5 || true', 'notApplicable'],
  ['ubuntu:22.04', 'pip3 install numpy==2.3.5', 'notApplicable'],
  ['debian:11', 'pip3 install numpy==2.3.5', 'notApplicable'],
  ['debian:13', 'pip3 install --break-system-packages numpy==2.3.5', 'notApplicable'],
  ['debian:13', 'pip3 install --target /opt/lib numpy==2.3.5', 'notApplicable'],
  ['debian:13', 'python3 -m venv /opt/venv && /opt/venv/bin/pip install numpy==2.3.5', 'notApplicable'],
  ['python:3.13', 'pip3 install numpy==2.3.5', 'notApplicable'],
  ['nvidia/cuda:12.8.1-base-ubuntu24.04', 'pip3 install numpy==2.3.5', 'fail'],
  ['nvidia/cuda:12.8.1-runtime-ubuntu24.04', 'pip3 install numpy==2.3.5', 'fail'],
  ['nvidia/cuda:12.8.1-base-ubuntu22.04', 'pip3 install numpy==2.3.5', 'notApplicable'],
])('on %s, "%s" is %s: the system keeps its own Python for itself', async (image, install, verdict) => {
  expect(await judged(importsInstalled, onSystem(image, install))).toBe(verdict);
});

test.each([
  ['pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime', 'pip install pandas==3.0.6', 'fail'],
  ['pytorch/pytorch:2.10.0-cuda12.8-cudnn9-devel', 'python -m pip install pandas==3.0.6', 'fail'],
  ['pytorch/pytorch', 'pip install pandas==3.0.6', 'fail'],
  ['pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime', 'pip install pandas==3.0.6', 'notApplicable'],
  ['pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime', 'pip install --break-system-packages pandas', 'notApplicable'],
  ['pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime', 'PIP_BREAK_SYSTEM_PACKAGES=1 pip install pandas', 'notApplicable'],
])(
  'on %s, "%s" is %s: the base of ours is known to keep its Python, and brings its pip',
  async (image, install, verdict) => {
    expect(await judged(importsInstalled, { Dockerfile: `FROM ${image}\nRUN ${install}\n` })).toBe(verdict);
  },
);

const listedTools = (more: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/condaforge/miniforge3:25.3.1-0\nCOPY environment.yml /\n${more}RUN conda env create -f /environment.yml\n`,
  'environment.yml': 'name: tools\ndependencies:\n  - bioconda::fastqc=0.12.1\n  - bioconda::multiqc=1.25\n',
});

test('a tool that looks for a newer version counts where it is installed, whoever starts it', async () => {
  expect(await judged(offline, listedTools(''))).toBe('fail');
  expect(await judged(offline, listedTools('ENV MULTIQC_NO_VERSION_CHECK=true\n'))).toBe('notApplicable');
  expect(await judged(offline, listedTools('ENV MULTIQC_NO_VERSION_CHECK=false\n'))).toBe('fail');
});

test('an image that holds a list of packages alone holds no program', async () => {
  expect(await judged(pages, listedTools(''))).toBe('notApplicable');
});

const pinned = (image: string, list: string, before = ''): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM ${image}\n${before}COPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nCMD ["python", "/app/main.py"]\n`,
  'requirements.txt': list,
  'main.py': 'import pandas\n',
});

test.each([
  ['python:3.13.16-slim', 'pandas==2.1.4', '', 'fail'],
  ['python:3.13.16', 'pandas==2.1.4', '', 'unknown'],
  ['python:3.13.16-slim', 'pandas==2.1.4', 'RUN apt-get update && apt-get install -y gcc g++\n', 'unknown'],
  ['python:3.12.15-slim', 'pandas==2.1.4', '', 'pass'],
  ['python:3.13.16-slim', 'pandas==3.0.6', '', 'pass'],
  ['python:3.13.16-slim', 'pandas', '', 'pass'],
])('on %s, %s is %s: pip compiles what has no wheel for that Python', async (image, list, before, verdict) => {
  expect(await judged(importsInstalled, pinned(image, list, before))).toBe(verdict);
});

const fixOf = async (image: string, list: string): Promise<string | undefined> =>
  check(await factsOf(pinned(image, list)), [current]).results[0]?.fix;

test('a newer base is one for which there are the wheels that are asked for', async () => {
  expect(await fixOf('python:3.8-slim', 'pandas==2.1.4')).toContain('python:3.12.');
  expect(await fixOf('python:3.8-slim', 'pandas==3.0.6')).toContain('python:3.13.');
  expect(await fixOf('python:3.8-slim', 'pandas==1.1.5')).toContain('no wheel for a Python newer than 3.9');
  expect(await fixOf('python:3.11-slim', 'pandas==2.1.4')).toContain('as in python:3.11.17-slim');
});

test('what a COPY takes and the ignore file keeps out is let in by a line, and copied by no other', async () => {
  const files = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY src/ /app/\nCMD ["python", "/app/main.py"]\n',
    '.dockerignore': '*\n!src/\nsrc/**/*.csv\n',
    'src/main.py': 'print(open("lookup/icd10.csv").read())\n',
    'src/lookup/icd10.csv': 'code,label\nC34,lung\n',
  };
  const fix = check(await factsOf(files), [inImage]).results[0]?.fix;
  expect(fix).toContain('a line !src/lookup/icd10.csv at its end');
  expect(fix).not.toContain('COPY it');
});

const session = (folder: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/rstudio:4.5.3\nRUN printf 'session-default-working-dir=${folder}\\n' >> /etc/rstudio/rsession.conf\nCOPY src/ /app/\nEXPOSE 8787\n`,
  'src/run.R': 'write.csv(data.frame(a = 1), "results/cox.csv")\n',
});

const reasonOf = async (folder: string): Promise<string> =>
  JSON.stringify(check(await factsOf(session(folder)), [outputs]).results);

test('a relative name of a program that people run in a session is one of the folder in which that begins', async () => {
  expect(await reasonOf('/safe_outputs')).not.toContain('writes to /results');
  expect(await reasonOf('/srv')).toContain('writes to /results/cox.csv');
});

test('a file of the image is not where a session looks for it that begins elsewhere', async () => {
  const files = {
    ...session('/safe_outputs'),
    'src/run.R': 'codes <- read.csv("lookup/codes.csv")\n',
    'src/lookup/codes.csv': 'code,label\nC34,lung\n',
  };
  const [result] = check(await factsOf(files), [inImage]).results;
  expect(result?.verdict).toBe('unknown');
  expect(result?.fix).toBe('write /app/lookup/codes.csv');
  const absolute = { ...files, 'src/run.R': 'codes <- read.csv("/app/lookup/codes.csv")\n' };
  expect(await judged(inImage, absolute)).toBe('pass');
});
