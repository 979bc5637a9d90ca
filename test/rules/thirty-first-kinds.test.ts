import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import home from '../../src/rules/nothing-in-home.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import pullable from '../../src/rules/registry-pullable.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a thirty-first set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const workflow = (tags: readonly string[]): Files => ({
  '.github/workflows/image.yml': `on: push\nenv:\n  NAME: lung-study/app\njobs:\n  image:\n    runs-on: ubuntu-latest\n    services:\n      registry:\n        image: registry:2\n        ports: [5000:5000]\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: |\n${tags.map((tag) => `            ${tag}\n`).join('')}`,
});
test.each([
  [['localhost:5000/lung-study/app', 'ghcr.io/lung-study/app:1'], 'pass'],
  [['127.0.0.1:5000/app', 'ghcr.io/lung-study/app:1'], 'pass'],
  [['localhost:5000/app', 'git.ecdf.ed.ac.uk/lung/app:1'], 'pass'],
  [['localhost:5000/app'], 'fail'],
  [['localhost:5000/app', 'quay.io/lung-study/app:1'], 'fail'],
  [['localhost.example.org/app', 'ghcr.io/lung-study/app:1'], 'fail'],
  [['${{ env.NAME }}', 'localhost:5000/${{ env.NAME }}', 'ghcr.io/${{ env.NAME }}'], 'pass'],
])('a registry that runs in the job is no target beside one that is pulled from: %j', async (tags, verdict) => {
  expect(await judgeBy(pullable, workflow(tags))).toBe(verdict);
});

const python = 'FROM docker.io/library/python:3.13\n';
const listed = (first: string, own: string): Files => ({
  Dockerfile: `${python}WORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN pip install .\n`,
  'requirements.txt': `${first}\n`,
  'setup.py': `from setuptools import setup\nsetup(name='lung', install_requires=['${own}'])\n`,
});
test.each([
  ['pydicom~=3.0.0rc2', 'pydicom', 'pass'],
  ['pydicom~=3.0', 'pydicom>=2.1', 'pass'],
  ['pydicom>=2.1,<4', 'pydicom>=2', 'pass'],
  ['pydicom<4', 'pydicom', 'pass'],
  ['pydicom[gdcm]<4', 'PyDicom', 'pass'],
  ['pydicom<4', 'pydicom>=2', 'fail'],
  ['pydicom~=3.0', 'pydicom>=3.1', 'fail'],
  ['numpy~=2.0', 'pydicom', 'fail'],
  ['pydicom', 'pydicom', 'fail'],
])('what a project asks for is met by a bound of the list before it: %s, %s', async (first, own, verdict) => {
  expect(await judgeBy(pinned, listed(first, own))).toBe(verdict);
});

test('a list that is installed after the project bounds nothing of it', async () => {
  const files = listed('pydicom~=3.0', 'pydicom');
  const text = `${python}WORKDIR /app\nCOPY . .\nRUN pip install .\nRUN pip install -r requirements.txt\n`;
  expect(await judgeBy(pinned, { ...files, Dockerfile: text })).toBe('fail');
});

const renv = 'FROM docker.io/rocker/r-ver:4.5.3\nRUN Rscript -e \'install.packages("renv")\'\n';
const restored = "RUN Rscript -e 'renv::restore()'\n";
const ofProject: Files = {
  'renv.lock': '{"R": {"Version": "4.5.3"}, "Packages": {}}\n',
  '.Rprofile': 'source("renv/activate.R")\n',
  'renv/activate.R': 'x <- 1\n',
  'main.R': 'print(1)\n',
};
test.each([
  [`COPY renv.lock ./\n${restored}`, 'pass'],
  [`WORKDIR /app\nCOPY renv.lock ./\n${restored}COPY . .\n`, 'pass'],
  [`WORKDIR /app\nCOPY renv.lock .Rprofile ./\nCOPY renv renv\n${restored}`, 'fail'],
  [`WORKDIR /app\nCOPY . .\n${restored}`, 'fail'],
  [`WORKDIR /app\nCOPY renv.lock ./\nRUN Rscript -e 'renv::activate()'\n${restored}`, 'fail'],
  [`WORKDIR /app\nCOPY renv.lock ./\nRUN Rscript -e 'renv::load("."); renv::restore()'\n`, 'fail'],
  [`WORKDIR /app\nCOPY renv.lock ./\nRUN echo 'source("/x/activate.R")' > .Rprofile\n${restored}`, 'fail'],
])('what renv installs without a project of its own is no link into its cache: %s', async (lines, verdict) => {
  expect(await judgeBy(home, { Dockerfile: renv + lines, ...ofProject })).toBe(verdict);
});
