import { expect, test } from 'vitest';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

/** What is missing, and what to do about it. */
async function say(files: Files): Promise<string> {
  const found = importsInstalled.check(await factsOf(files));
  if (found.verdict === 'unknown') return `${found.reason} -> ${found.fix ?? ''}`;
  return found.verdict === 'fail'
    ? found.findings.map(({ message, fix }) => `${message} -> ${fix ?? ''}`).join('\n')
    : '';
}

const python = (list: string, program: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': program,
});
const r = (list: string, program: string): Files => ({
  Dockerfile:
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R main.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'install_packages.R': `packages <- c(\n${list})\ninstall.packages(setdiff(packages, rownames(installed.packages())))\n`,
  'main.R': program,
});
const julia = (list: string, program: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/julia:1.11\nCOPY install_packages.jl main.jl /app/\nRUN julia /app/install_packages.jl\nENTRYPOINT ["julia", "/app/main.jl"]\n',
  'install_packages.jl': `using Pkg\nPkg.add([\n${list}])\n`,
  'main.jl': program,
});
const conda = (list: string, program: string): Files => ({
  Dockerfile:
    'FROM docker.io/mambaorg/micromamba:2.3.3\nCOPY environment.yml main.py /app/\nRUN micromamba install -y -n base -f /app/environment.yml\nENTRYPOINT ["/opt/conda/bin/python", "/app/main.py"]\n',
  'environment.yml': `dependencies:\n${list}`,
  'main.py': program,
});

test.each([
  [python('pandsa==3.0.6\nnumpy==2.3.5\n', 'import pandas\n'), 'requirements.txt:1', 'pandsa', 'pandas'],
  [
    r('  "gglot2",\n  "survival"\n', 'library(ggplot2)\nlibrary(survival)\n'),
    'install_packages.R:2',
    'gglot2',
    'ggplot2',
  ],
  [
    julia('    PackageSpec(name = "DataFrmes", version = "1.7.0"),\n', 'using DataFrames\n'),
    'install_packages.jl:3',
    'DataFrmes',
    'DataFrames',
  ],
  [conda('  - python=3.13\n  - pandsa=3.0.6\n', 'import pandas\n'), 'environment.yml:3', 'pandsa', 'pandas'],
])('the line that is misspelt is what to correct, and nothing is to be added', async (files, place, written, meant) => {
  const said = await say(files);
  expect(said).toContain(`, ${place} has ${written}, and nothing installs ${meant}`);
  expect(said).toContain(`write ${meant} for ${written} (${place})`);
  expect(said).not.toContain(`add ${meant}`);
});

test('what else is missing is added beside it', async () => {
  const said = await say(python('pandsa==3.0.6\n', 'import pandas\nimport lifelines\n'));
  expect(said).toContain('write pandas for pandsa (requirements.txt:1); add lifelines to requirements.txt');
});

test.each([
  python('pandsa==3.0.6\n', 'import pandas\nimport pandsa\n'),
  python('numpy==2.3.5\n', 'import pandas\n'),
  python('pandas==3.0.6\n', 'import panda\n'),
])('what is imported by its name, or is no slip, is added as before', async (files) => {
  expect(await say(files)).not.toContain('write ');
});
