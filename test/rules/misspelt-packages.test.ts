import { describe, expect, it } from 'vitest';
import { misspelt } from '../../src/shared/nearest-word.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const found = importsInstalled.check(await factsOf(files));
  return `${found.verdict} ${found.verdict === 'unknown' ? `${found.location?.file ?? ''}:${String(found.location?.line)} ${found.reason}` : ''}`;
};
const project = (list: string, program = 'import pandas\n'): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': program,
});

describe('a package that is nearly written as a known one', () => {
  it.each(['pandsa', 'lifelinse', 'scikit-lern', 'numpyy', 'celltypst', 'Transformer'])(
    '%s is unknown, with its line',
    async (name) => {
      expect(await judge(project(`pandas==3.0.6\n${name}==1.0\n`))).toMatch(
        /^unknown requirements\.txt:2 .* is installed, is in no table here, and is nearly written as /m,
      );
    },
  );

  it.each([
    'pandas==3.0.6\nlifelines==0.30.0\n',
    'pandas==3.0.6\npsycopg==3.2\n',
    'pandas==3.0.6\nours-of-the-unit==1\n',
    // Nearly python, and itself fetched by many.
    'pandas==3.0.6\nCython==0.29.13\n',
    // Nearly R's rmarkdown, which pip has nothing of.
    'pandas==3.0.6\nMarkdown==3.10\n',
  ])('%j is not', async (list) => {
    expect(await judge(project(list))).toMatch(/^pass /);
  });

  it.each([
    [
      'graphvizz',
      'unknown Dockerfile:2 graphvizz is installed, is in no table here, and is nearly written as graphviz',
    ],
    ['ca-certificate', 'unknown Dockerfile:2'],
    ['bowtie graphviz=2.42.2-7 libgl1-mesa-dev', 'pass '],
    ['libxml2 tzdata-legacy', 'pass '],
  ])('of the system: %s', async (names, said) => {
    const files = project('pandas==3.0.6\n');
    const Dockerfile = (files['Dockerfile'] ?? '').replace(
      '\n',
      `\nRUN apt-get update && apt-get install -y ${names}\n`,
    );
    expect((await judge({ ...files, Dockerfile })).startsWith(said)).toBe(true);
  });

  it.each([
    ['survivall', 'unknown install.R:1 survivall is installed, is in no table here, and is nearly written as survival'],
    ['survival', 'pass '],
    ['ourTools', 'pass '],
  ])('of R, in a list from which a script computes what it installs: %s', async (name, said) => {
    const found = await judge({
      Dockerfile:
        'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install.R main.R /app/\nRUN Rscript /app/install.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
      'install.R': `packages <- c("dplyr", "${name}")\ninstall.packages(setdiff(packages, rownames(installed.packages())))\n`,
      'main.R': 'library(dplyr)\n',
    });
    expect(found.startsWith(said)).toBe(true);
  });

  it('is none in a list that a tool wrote of what was installed', async () => {
    const others = 'abc bcd cde def efg fgh ghi hij ijk jkl klm pandas pathy'.split(' ');
    const list = (version: string): string => others.map((name) => `${name}${version}\n`).join('');
    expect(await judge(project(list('==3.0.6')))).toMatch(/^pass /);
    expect(await judge(project(list('>=1.0')))).toContain('pathy is installed');
    const mixed = others.toReversed().map((name) => `${name}==3.0.6\n`);
    expect(await judge(project(mixed.join('')))).toContain('pathy is installed');
  });

  it('is meant where a program imports it by that name', async () => {
    const program = 'import pandas\nimport torchx\n';
    expect(await judge(project('pandas==3.0.6\ntorchx==0.7.0\n', program))).toMatch(/^pass /);
  });

  it.each(['matplotlb', 'pandsa'])('%s is a slip also where a program imports it by that name', async (name) => {
    const found = await judge(project(`numpy==2.4.0\n${name}==3.0\n`, `import numpy\nimport ${name}\n`));
    expect(found).toMatch(/^unknown requirements\.txt:2 .* is nearly written as /);
  });

  it('is told by what is meant, and goes into no list, among others that are missing', async () => {
    const program = 'import lifelines\nimport matplotlb\nimport seaborn\n';
    const found = importsInstalled.check(await factsOf(project('pandas==3.0.6\n', program)));
    const said = JSON.stringify(found);
    expect(said).toContain('for matplotlb (main.py:2) write matplotlib, which the list must have too');
    expect(said).toMatch(/add lifelines, seaborn to requirements/);
    expect(said).not.toMatch(/brings matplotlb|add [^;"]*matplotlb/);
  });

  it('is one letter away, or two that are swapped, of at least five', () => {
    const known = new Set(['pandas', 'tqdm']);
    expect(['pandsa', 'panda', 'pandass', 'pandaz'].map((name) => misspelt(name, known))).toEqual(
      Array.from({ length: 4 }, () => 'pandas'),
    );
    expect(['pandas', 'tqdn', 'pnadsa', 'polars'].map((name) => misspelt(name, known))).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});

const inR = (list: string, program = 'library(dplyr)\n'): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R main.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'install_packages.R': `install.packages(c(${list}))\n`,
  'main.R': program,
});

it.each([
  ['"dplyr", "data.tabel"', /^unknown .* nearly written as data\.table:/],
  ['"dplyr", "ggplott2"', /^unknown .* nearly written as ggplot2:/],
  ['"dplyr", "ggplot2"', /^pass/],
  ['"dplyr", "ours4all"', /^pass/],
])('of R the list %s is judged as %s', async (list, verdict) => {
  expect(await judge(inR(list))).toMatch(verdict);
});

it('what dash and nilearn bring is installed with them', async () => {
  expect(await judge(project('dash==4.0.0\nnilearn==0.12.0\n', 'import flask\nimport nibabel\n'))).toMatch(/^pass /);
});
