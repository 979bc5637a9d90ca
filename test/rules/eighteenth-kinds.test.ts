import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import acceleratorFits from '../../src/rules/accelerator-fits.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import groupedRun from '../../src/rules/grouped-run.ts';
import downloads from '../../src/rules/no-runtime-download.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import pages from '../../src/rules/pages-self-contained.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import withoutInteraction from '../../src/rules/starts-without-interaction.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const installing = (name: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nRUN pip install --no-cache-dir ${name}\n`,
});

const running = (line: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
  'main.py': `import py3Dmol\n${line}\n`,
});

const startAdvised = async (name: string): Promise<string | undefined> => {
  const Dockerfile = `FROM docker.io/library/ubuntu:24.04\nCOPY . /app/\n`;
  const facts = await factsOf({ Dockerfile, [name]: 'x = 1\n' });
  const [result] = check(facts, [withoutInteraction]).results;
  return result?.fix;
};

const listing = (pattern: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN grep -v -E '^(${pattern})' /app/requirements.txt > /tmp/packages.txt && pip install --no-cache-dir -r /tmp/packages.txt\nCMD ["python", "/app/main.py"]\n`,
  'requirements.txt': 'pandas==3.0.6\nscipy\n',
  'main.py': 'import pandas\n',
});

test('wrappers of Snakemake are fetched when they run, and are no program of the project', async () => {
  const files = {
    Dockerfile:
      'FROM docker.io/library/python:3.13\nCOPY Snakefile /Snakefile\nENTRYPOINT ["snakemake", "--snakefile", "/Snakefile", "--directory", "/scratch"]\n',
    Snakefile: 'rule all:\n    output:\n        "a.html"\n    wrapper:\n        "0.31.1/bio/multiqc"\n',
  };
  expect(await judged(downloads, files)).toBe('fail');
  expect(await judged(byPath, files)).toBe('pass');
  const own = { ...files, Snakefile: files.Snakefile.replace('0.31.1/bio/multiqc', 'file:///opt/wrappers/multiqc') };
  expect(await judged(downloads, own)).toBe('unknown');
});

test('settings of conda in a RUN of their own are what the next one goes on from', async () => {
  const base = 'FROM docker.io/condaforge/miniforge3:25.3.1-0\n';
  const settings = 'RUN conda config --add channels bioconda\n';
  expect(await judged(groupedRun, { Dockerfile: `${base}${settings}RUN conda install -y samtools=1.9\n` })).toBe(
    'fail',
  );
  expect(await judged(groupedRun, { Dockerfile: `${base}${settings}RUN apt-get install -y git\n` })).toBe('pass');
});

test("packages that ask for torch bring PyPI's build for a GPU", async () => {
  for (const name of ['cellpose==3.0.8', 'bertopic', 'FlagEmbedding', 'pyro-ppl', 'scvi-tools==1.3.0'])
    expect(await judged(acceleratorFits, installing(name)), `of ${name}`).toBe('fail');
  expect(await judged(acceleratorFits, installing('pandas'))).toBe('notApplicable');
});

test('a molecule that is drawn by a script of elsewhere', async () => {
  expect(await judged(pages, running('view = py3Dmol.view(width=400, height=300)'))).toBe('fail');
  expect(await judged(pages, running('view = py3Dmol.view(width=400, js="/static/3Dmol-min.js")'))).toBe('pass');
});

test.each(['torch\\nmonai\\nnumpy', 'numpy pandas', 'numpy pandas==2.2.3'])(
  'a list that pip cannot read, %j, installs nothing',
  async (list) => {
    const files = {
      Dockerfile:
        'FROM docker.io/library/python:3.13\nCOPY . /app/\nRUN pip install -r /app/requirements.txt\nCMD ["python", "/app/main.py"]\n',
      'requirements.txt': `${list}\n`,
      'main.py': 'import numpy\n',
    };
    expect(await judged(importsInstalled, files)).toBe('fail');
  },
);

test('the start that is advised is in the language of the programs', async () => {
  expect(await startAdvised('main.jl')).toContain('"julia", "/app/main.jl"');
  expect(await startAdvised('main.R')).toContain('"Rscript"');
  expect(await startAdvised('main.py')).toContain('"python3", "/app/main.py"');
});

test('a list that a command of the same RUN writes has the packages of the one that it is made of', async () => {
  expect(await judged(importsInstalled, listing('torch'))).toBe('pass');
  expect(await judged(importsInstalled, listing('pandas'))).not.toBe('pass');
  expect(await judged(dependenciesPinned, listing('torch'))).toBe('fail');
  expect(await judged(dependenciesPinned, listing('scipy'))).toBe('pass');
});

test('renv restores from the lock that it is told', async () => {
  const files = {
    Dockerfile:
      'FROM docker.io/rocker/r-ver:4.5.3\nCOPY renv.lock install.R main.R /app/\nRUN Rscript /app/install.R\nCMD ["Rscript", "/app/main.R"]\n',
    'renv.lock':
      '{"R":{"Version":"4.5.3"},"Packages":{"dplyr":{"Package":"dplyr","Version":"1.1.0","Source":"Repository"}}}',
    'install.R': 'renv::restore(lockfile = "/app/renv.lock", prompt = FALSE)\n',
    'main.R': 'library(dplyr)\n',
  };
  expect(await judged(dependenciesPinned, files)).toBe('pass');
  expect(await judged(importsInstalled, files)).toBe('pass');
});

test('lists that are made of each other end', async () => {
  const Dockerfile =
    'FROM docker.io/library/python:3.13\nRUN cat b.txt > a.txt && cat a.txt > b.txt && pip install -r a.txt\n';
  expect(await judged(dependenciesPinned, { Dockerfile })).toBe('unknown');
});
