import { expect, test } from 'vitest';
import type { CheckedRule, Verdict } from '../../src/model/check/rule.ts';
import absolute from '../../src/rules/starts-by-absolute-path.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import complete from '../../src/rules/image-complete.ts';
import current from '../../src/rules/base-image-current.ts';
import data from '../../src/rules/no-data-files.ts';
import download from '../../src/rules/no-runtime-download.ts';
import grouped from '../../src/rules/grouped-run.ts';
import home from '../../src/rules/nothing-in-home.ts';
import imports from '../../src/rules/imports-installed.ts';
import known from '../../src/rules/base-image-well-known.ts';
import latest from '../../src/rules/base-image-not-latest.ts';
import minimal from '../../src/rules/minimal-final-stage.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import registry from '../../src/rules/registry-pullable.ts';
import secrets from '../../src/rules/no-secrets.ts';
import unique from '../../src/rules/unique-image-tag.ts';
import user from '../../src/rules/non-root-user.ts';
import { factsOf } from '../helpers/project.ts';

/** What a third set of strangers' labels showed, each as the smallest project that shows it, and what looks like it. */
async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  return describe(rule.check(await factsOf(project)));
}

function describe(verdict: Verdict): string {
  if (verdict.verdict === 'several') return verdict.verdicts.map(describe).join(' ');
  return verdict.verdict === 'fail'
    ? verdict.findings
        .map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
        .join('\n')
    : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.13\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';

test('a module is found in a WORKDIR with a slash at its end, and in one that goes on from another', async () => {
  for (const folder of ['/app/src/', 'src'])
    expect(
      await verdictOf(complete, {
        Dockerfile: `${python}WORKDIR /app\nCOPY . src\nWORKDIR ${folder}\nENTRYPOINT ["python", "-m", "work"]\n`,
        'work.py': 'print(1)\n',
      }),
    ).toBe('pass');
});

test('a FROM that is not known hides none that is', async () => {
  const text = 'ARG V\nFROM ghcr.io/org/code:$V AS code\nFROM docker.io/continuumio/miniconda3\n';
  expect(await verdictOf(latest, { Dockerfile: text })).toContain('miniconda3" has no tag');
  expect(await verdictOf(latest, { Dockerfile: text.replace(/miniconda3$/m, 'miniconda3:26.7') })).toBe('unknown');
});

test("Red Hat's universal base is a distribution that runs as root", async () => {
  for (const image of ['docker.io/redhat/ubi8:8.6', 'registry.access.redhat.com/ubi9/ubi-minimal:9.4']) {
    expect(await verdictOf(known, { Dockerfile: `FROM ${image}\n` })).toContain('a generic distribution');
  }
  expect(await verdictOf(user, { Dockerfile: 'FROM docker.io/redhat/ubi8:8.6\n' })).toContain('root');
});

const withPackages = (packages: string): { Dockerfile: string } => ({
  Dockerfile: `${python}RUN apt-get update && apt-get install -y ${packages} && rm -rf /var/lib/apt/lists/*\n`,
});

test('make without a compiler compiles nothing', async () => {
  expect(await verdictOf(minimal, withPackages('make'))).toBe('pass');
  expect(await verdictOf(minimal, withPackages('make gcc'))).toContain('gcc stays in the image');
});

const two = (first: string, second: string): { Dockerfile: string } => ({
  Dockerfile: `FROM docker.io/condaforge/miniforge3:26.3.2\nRUN ${first}\nRUN ${second}\n`,
});

test('each environment of conda may have a RUN of its own', async () => {
  expect(await verdictOf(grouped, two('conda create -n a', 'conda install -n b samtools=1.21'))).toBe('pass');
  // What goes into the environment of a RUN before belongs to that one.
  expect(await verdictOf(grouped, two('conda create -n a', 'conda install -n a x=1'))).toContain('both use conda');
  expect(await verdictOf(grouped, two('conda install -n a x=1', 'conda install --name=b y=1'))).toBe('pass');
  expect(await verdictOf(grouped, two('conda install x=1', 'conda install -n base y=1'))).toContain('both use conda');
  expect(await verdictOf(grouped, two('conda install -n a x=1', 'mamba install -n a y=1'))).toContain('both use conda');
});

const start = (path: string): { Dockerfile: string } => ({
  Dockerfile: `FROM docker.io/library/eclipse-temurin:21\nWORKDIR /app\nRUN mvn package\nCMD ["java", "-cp", "${path}", "org.x.Main"]\n`,
});

test('what a Java program is told to look in beside WORKDIR is not found elsewhere', async () => {
  expect(await verdictOf(absolute, start('target/all.jar'))).toContain('finds target/all.jar only in');
  expect(await verdictOf(absolute, start('/app/target/all.jar'))).toBe('pass');
});

const notebook = (command: string): Record<string, string> => ({
  Dockerfile: `${python}RUN pip install notebook\nWORKDIR /app\nCOPY . .\nCMD ${command}\n`,
  'a.ipynb': '{"cells": [], "metadata": {}}',
});

test('a value that Jupyter is set is no notebook that is started', async () => {
  expect(await verdictOf(complete, notebook('jupyter notebook --NotebookApp.default_url b/a.ipynb'))).toBe('pass');
  expect(await verdictOf(complete, notebook('jupyter execute b/a.ipynb'))).toContain('starts /app/b/a.ipynb');
});

const projectOf = (run: string, name = 'ubuntu:24.04'): Record<string, string> => ({
  Dockerfile: `FROM docker.io/library/${name}\nRUN apt-get update && ${run}\nCOPY main.py /\nENTRYPOINT ["python", "/main.py"]\n`,
  'main.py': 'print(1)\n',
});

test('Debian and Ubuntu have no command python', async () => {
  expect(await verdictOf(complete, projectOf('apt-get install -y python3 python3-pip'))).toContain('has none');
  for (const each of ['apt-get install -y python-is-python3', 'ln -s /usr/bin/python3 /usr/bin/python'])
    expect(await verdictOf(complete, projectOf(each))).toBe('pass');
  expect(await verdictOf(complete, projectOf('sh setup.sh'))).toBe('unknown');
  expect(await verdictOf(complete, projectOf('true', 'python:3.13'))).toBe('pass');
});

const alone = (files: Record<string, string>): Record<string, string> => ({
  Dockerfile: `${python}COPY . /app\n`,
  'main.py': 'print(1)\n',
  ...files,
});

test('a script that only brings what others need is started by nobody', async () => {
  const fetches = 'set -e\nmkdir -p x\nwget https://e.org/a.tar.gz\ntar xf a.tar.gz\n';
  expect(await verdictOf(download, alone({ 'data/get.sh': `#!/bin/sh\n${fetches}` }))).toBe('pass');
  expect(await verdictOf(download, alone({ 'install.R': 'install.packages(c("haven", "dplyr"))\n' }))).toBe('pass');
  expect(await verdictOf(download, alone({ 'run.sh': `#!/bin/sh\n${fetches}python3 main.py x\n` }))).toContain('wget');
  expect(
    await verdictOf(download, {
      Dockerfile: `${r}COPY . /app\n`,
      'main.R': 'install.packages("haven")\nx <- haven::read_dta("a")\n',
    }),
  ).toContain('install.packages');
  // What the image starts is started, whatever it does.
  const started = alone({ 'get.sh': `#!/bin/sh\n${fetches}` });
  expect(
    await verdictOf(download, { ...started, Dockerfile: `${started['Dockerfile'] ?? ''}CMD ["sh", "/app/get.sh"]\n` }),
  ).toContain('wget');
});

test('what a person may run in a session is not known, and a profile is no program of the project', async () => {
  const server = 'FROM docker.io/rocker/rstudio:4.5.3\nCOPY . /home/rstudio/work\nEXPOSE 8787\n';
  const writes = { 'fit.R': 'write.csv(1, "/results/x.csv")\n' };
  expect(await verdictOf(outputs, { Dockerfile: server, ...writes })).toBe('unknown');
  expect(await verdictOf(outputs, { Dockerfile: `${r}COPY . /work\n`, ...writes })).toContain('writes to /results');
  const prompt = `${r}COPY .Rprofile /root/\nCMD ["R", "--no-save"]\n`;
  const profile = { Dockerfile: prompt, '.Rprofile': 'library(DBI)\n' };
  expect(await verdictOf(outputs, profile)).toBe('unknown');
  expect(await verdictOf(home, profile)).toContain('COPY puts files into /root/.Rprofile');
  expect(await verdictOf(home, { ...profile, '.Rprofile': 'options(digits = 3)\n' })).toBe('pass');
});

const copies = (path: string): Record<string, string> => ({ Dockerfile: `${python}COPY . /app\n`, [path]: 'x\n' });

const from = (text: string): { Dockerfile: string } => ({ Dockerfile: text });

test('raw data is data whatever its ending, and what another image holds is not known', async () => {
  for (const path of ['analysis/data/raw_data/page 1.htm', 'raw-data/a.xml', 'grid/tmax.nc'])
    expect(await verdictOf(data, copies(path))).toContain('data file');
  for (const path of ['raw_data/README.md', 'raw_data/clean.R', 'raw_data/.gitkeep', 'docs/a.htm'])
    expect(await verdictOf(data, copies(path))).toBe('pass');
  expect(await verdictOf(data, from(`${python}COPY --from=ghcr.io/org/ref:1 /data /data\n`))).toBe('unknown');
  expect(await verdictOf(data, from(`FROM ghcr.io/org/ref:1 AS ref\n${python}COPY --from=ref /data /data\n`))).toBe(
    'unknown',
  );
  expect(await verdictOf(data, from(`${python}COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/\n`))).toBe('pass');
});

const runOf = (text: string): { Dockerfile: string } => ({ Dockerfile: `${python}RUN ${text}\n` });

test('a password that a command is given stays in the history', async () => {
  expect(await verdictOf(secrets, runOf('broker create one --user x --password geheim'))).toContain('as a text');
  expect(await verdictOf(secrets, runOf('tool --api-key=12ab34'))).toContain('as a text');
  for (const text of [
    'adduser --disabled-password --gecos "" app',
    'tool --password $PASSWORD',
    'tool --password "$(cat /run/secrets/x)"',
    'tool --password-stdin',
    'tool --password --user x',
    'tool --password /run/secrets/x',
    "tool --password ''",
  ])
    expect(await verdictOf(secrets, runOf(text))).toBe('pass');
});

const extra = (name: string): Record<string, string> => ({
  Dockerfile: `${python}COPY . /app\nRUN pip install '/app${name}'\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'pyproject.toml':
    '[project]\nname = "x"\ndependencies = ["pandas==3.0.6"]\n\n[project.optional-dependencies]\nplots = [\n  "seaborn==0.13",\n]\n',
  'main.py': 'import pandas\nimport seaborn\n',
});

test('what extras bring is installed, and what Rocker brings for littler is there', async () => {
  expect(await verdictOf(imports, extra('[plots]'))).toBe('pass');
  expect(await verdictOf(imports, extra('[tests]'))).toBe('unknown');
  expect(
    await verdictOf(imports, {
      Dockerfile: `${r}RUN R -e "install.packages('dplyr')"\nCOPY main.R /\nCMD ["Rscript", "/main.R"]\n`,
      'main.R': 'library(docopt)\nlibrary(dplyr)\n',
    }),
  ).toBe('pass');
});

test('what a program that is not read imports is not known', async () => {
  const jar = 'FROM docker.io/library/eclipse-temurin:21\nCOPY . /app\nCMD ["java", "-jar", "/app/x.jar"]\n';
  expect(await verdictOf(imports, { Dockerfile: jar, 'x.jar': '' })).toBe('unknown');
  expect(await verdictOf(imports, { Dockerfile: `${python}CMD ["samtools", "view"]\n` })).toBe('notApplicable');
});

const fromOf = (tag: string): { Dockerfile: string } => ({
  Dockerfile: `FROM docker.io/bioconductor/bioconductor_docker:${tag}\n`,
});

test("Bioconductor's tags say the release of R or do not", async () => {
  expect(await verdictOf(current, fromOf('RELEASE_3_14'))).toBe('unknown');
  expect(await verdictOf(current, fromOf('3.21-r-4.5.1'))).toBe('pass');
  expect(await verdictOf(current, fromOf('3.18-r-4.3.2'))).toContain('older than the security release 4.4.0');
});

const fromFor = (tag: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/pytorch/pytorch${tag}\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\n`,
  'requirements.txt': 'cupy-cuda12x==13.6.0\n',
});

test('a package for CUDA 12 tells nothing of a base without a tag', async () => {
  expect(await verdictOf(accelerator, fromFor(''))).toBe('pass unknown');
  const ofCuda = { Dockerfile: 'FROM docker.io/nvidia/cuda\nRUN pip install torch\n' };
  expect(await verdictOf(accelerator, ofCuda)).toBe('unknown');
  expect(await verdictOf(accelerator, fromFor(':2.13.0-cuda12.6-cudnn9-runtime'))).toBe('pass pass');
});

const script = (text: string): Record<string, string> => ({
  Dockerfile: `${python}COPY run.sh /\nENTRYPOINT ["/run.sh"]\n`,
  'run.sh': `#!/bin/bash\n${text}`,
});

const cloud = (text: string): Record<string, string> => ({
  Dockerfile: `${r}COPY main.R /\nCMD ["Rscript", "/main.R"]\n`,
  'main.R': text,
});

test('a data base that a script builds is not downloaded, and names of R are no calls of a package that is attached', async () => {
  const annotate = 'java -jar /opt/snpEff.jar ann -noLog own_1 a.vcf\n';
  expect(await verdictOf(download, script(annotate))).toContain('downloads the data base');
  expect(await verdictOf(download, script(`java -jar /opt/snpEff.jar build -noLog own_1\n${annotate}`))).toBe(
    'unknown',
  );
  expect(await verdictOf(download, cloud('library(AzureStor)\nx <- is.na(1)\ny <- file.path("a")\n'))).toBe('pass');
  expect(await verdictOf(download, cloud('library(AzureStor)\ndownload_blob(c, "a")\n'))).toContain(
    'download_blob asks',
  );
  expect(await verdictOf(download, cloud('AzureStor::copy_url_to_blob(c, "a")\n'))).toContain('asks');
});

test("conda's activate is found in PATH, not in the working directory", async () => {
  const project = {
    Dockerfile: `${python}WORKDIR /opt\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n`,
    'run.sh': '#!/bin/bash\nsource activate tools\necho 1\n',
  };
  expect(await verdictOf(download, project)).toBe('pass');
  expect(await verdictOf(download, { ...project, 'run.sh': '#!/bin/bash\nsource ./other\n' })).toBe('unknown');
});

const workflow = (on: string, steps: string): Record<string, string> => ({
  '.github/workflows/image.yml': `on:\n${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`,
});
const made = `      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: ghcr.io/org/app
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: \${{ steps.meta.outputs.tags }}
`;
const named = `      - run: echo "V=\${GITHUB_REF#refs/*/}" >> $GITHUB_ENV
      - run: docker push ghcr.io/org/app:\${{ env.V }}
`;

test('the name of a branch is no tag of its own where only pushes to that branch start the pipeline', async () => {
  const branch = '  push:\n    branches: [main]';
  for (const steps of [made, named]) {
    expect(await verdictOf(unique, workflow(branch, steps))).toContain('only ghcr.io/org/app:main is pushed');
    for (const on of [`${branch}\n    tags: ['v*']`, `${branch}\n  release:\n    types: [published]`])
      expect(await verdictOf(unique, workflow(on, steps))).toBe('pass');
  }
  const more = made.replace('images: ghcr.io/org/app', 'images: ghcr.io/org/app\n          tags: type=sha');
  expect(await verdictOf(unique, workflow(branch, more))).toBe('pass');
});

const travis = (command: string): Record<string, string> => ({
  '.travis.yml': `language: python\ninstall:\n  - export C_INCLUDE_PATH=/x\nscript:\n  - ${command}\n`,
});

test('a pipeline that is not read and names nothing that could push an image pushes none', async () => {
  expect(await verdictOf(registry, travis('pytest'))).toBe('notApplicable');
  for (const each of ['docker push x/y', './release.sh', 'make publish'])
    expect(await verdictOf(registry, travis(each))).toBe('unknown');
});

test('a program that is not read may start any program of the project', async () => {
  const jar = {
    Dockerfile:
      'FROM docker.io/library/eclipse-temurin:21\nRUN apt-get update && apt-get install -y python3\nCOPY . /app\nCMD ["java", "-jar", "/app/x.jar"]\n',
    'main.py': 'model = AutoModel.from_pretrained("google-bert/bert-base-uncased")\n',
  };
  expect(await verdictOf(download, jar)).toContain('main.py:1');
  expect(await verdictOf(download, { ...jar, 'main.py': 'print(1)\n' })).toBe('unknown');
});
