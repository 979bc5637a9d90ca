import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

const dockerfile = (install: string): string =>
  `FROM docker.io/library/python:3.13\nCOPY environment.yml main.py /app/\n${install}\nENTRYPOINT ["python", "/app/main.py"]\n`;
const ofConda =
  'FROM quay.io/jupyter/minimal-notebook:2026-01-05\nCOPY environment.yml main.py /app/\nRUN mamba env update --file /app/environment.yml\nCMD ["python", "/app/main.py"]\n';
const listing = (...names: readonly string[]): string =>
  `dependencies:\n${names.map((name) => `  - ${name}\n`).join('')}`;

async function judge(
  files: Readonly<Record<string, string>>,
): Promise<ReturnType<typeof check>['results'][number] | undefined> {
  return check(await factsOf(files), [importsInstalled]).results[0];
}

const all = (found: Awaited<ReturnType<typeof judge>>): string => JSON.stringify(found);

const inR = (...names: readonly string[]): Record<string, string> => ({
  Dockerfile: ofConda.replaceAll('main.py', 'main.R').replace('"python"', '"Rscript"'),
  'environment.yml': listing('python=3.13', ...names),
  'main.R': 'library(dplyr)\nlibrary(DESeq2)\n',
});

describe('a list of conda', () => {
  test("is told conda's names, all of them", async () => {
    const main = 'import cv2, torch, graphviz, igraph, redis, docker, msgpack, lifelines\n';
    const found = all(await judge({ Dockerfile: ofConda, 'environment.yml': listing('python=3.13'), 'main.py': main }));
    expect(found).toContain(
      'add opencv, pytorch, python-graphviz, python-igraph, redis-py, docker-py, msgpack-python, lifelines to environment.yml',
    );
  });

  test.each([
    ['cv2', 'opencv=4.10'],
    ['torch', 'conda-forge::pytorch=2.9'],
    ['graphviz', 'python-graphviz'],
    ['igraph', 'python-igraph'],
    ['psycopg2', 'psycopg2'],
    ['distributed', 'dask=2025.1'],
    ['pandas', 'conda-forge::pandas=3.0'],
  ])('has %s as %s', async (module, name) => {
    const found = await judge({
      Dockerfile: ofConda,
      'environment.yml': listing(name),
      'main.py': `import ${module}\n`,
    });
    expect(found?.verdict).toBe('pass');
  });

  test('has packages of R by names of its own, and the remedy writes them', async () => {
    expect(all(await judge(inR()))).toContain('add r-dplyr, bioconductor-deseq2 to environment.yml');
    expect(all(await judge(inR('r-dplyr=1.1', 'bioconductor-deseq2')))).not.toMatch(/nothing installs|imported/);
    const plain = all(await judge(inR('dplyr=1.1', 'conda-forge::deseq2')));
    expect(plain).toContain('write r-dplyr for dplyr (environment.yml:3)');
    expect(plain).toContain('write bioconductor-deseq2 for deseq2 (environment.yml:4)');
  });

  test.each([
    ['graphviz', 'graphviz'],
    ['igraph', 'igraph'],
  ])('has a library of C, and no %s, as %s', async (module, name) => {
    const found = await judge({
      Dockerfile: ofConda,
      'environment.yml': listing(name),
      'main.py': `import ${module}\n`,
    });
    expect(all(found)).toContain(`add python-${name} to environment.yml`);
  });

  test.each([
    ['torch==2.9.0', 'write pytorch=2.9.0'],
    ['opencv-python-headless', 'write opencv'],
    ['conda-forge::psycopg2-binary=2.9', 'write conda-forge::psycopg2=2.9'],
  ])('has nothing of %s: %s', async (name, fix) => {
    const found = await judge({ Dockerfile: ofConda, 'environment.yml': listing(name), 'main.py': 'import os\n' });
    expect(found?.verdict).toBe('fail');
    expect(all(found)).toContain(fix);
  });

  test('may name what pip has below pip', async () => {
    const list = `dependencies:\n  - pip\n  - pip:\n      - torch==2.9.0\n      - graphviz==0.20\n`;
    const found = await judge({ Dockerfile: ofConda, 'environment.yml': list, 'main.py': 'import torch, graphviz\n' });
    expect(found?.verdict).toBe('pass');
  });
});

describe('a library of several that one table names', () => {
  test.each([
    ['psycopg2', 'sqlalchemy==2.0.36', 'psycopg2-binary'],
    ['pymysql', 'sqlalchemy==2.0.36', 'pymysql'],
    ['oracledb', 'sqlalchemy==2.0.36', 'oracledb'],
    ['distributed', 'dask==2025.1.0', 'distributed'],
    ['MySQLdb', 'pymysql==1.1', 'mysqlclient'],
  ])('%s does not come with %s', async (module, named, needed) => {
    const files = {
      Dockerfile: dockerfile(`RUN pip install ${named}`),
      'environment.yml': '',
      'main.py': `import ${module}\n`,
    };
    const found = await judge(files);
    expect(found?.verdict).not.toBe('pass');
    expect(all(found)).toContain(needed);
  });

  test.each([
    ['psycopg2', 'psycopg2==2.9'],
    ['psycopg2', 'psycopg2-binary==2.9'],
    ['sqlalchemy', 'sqlalchemy==2.0.36'],
    ['mysql', 'mysql-connector-python==9'],
  ])('%s comes with %s', async (module, named) => {
    const files = {
      Dockerfile: dockerfile(`RUN pip install ${named}`),
      'environment.yml': '',
      'main.py': `import ${module}\n`,
    };
    expect((await judge(files))?.verdict).toBe('pass');
  });
});
