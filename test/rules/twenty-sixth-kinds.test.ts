import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import files from '../../src/rules/files-in-image.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import absolute from '../../src/rules/starts-by-absolute-path.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const order = ['fail', 'unknown', 'pass'];

async function verdictOf(rule: Rule, project: Files): Promise<string> {
  const { results } = check(await factsOf(project), [rule]);
  return order.find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

describe('a program of R that an ENTRYPOINT with R is given', () => {
  const plumb = 'ENTRYPOINT ["R", "-e", "plumber::plumb(rev(commandArgs())[1])$run(host = \'0.0.0.0\', port = 8000)"]';
  const project = (base: string, read: string): Files => ({
    Dockerfile: `FROM ${base}\nEXPOSE 8000\nCOPY . /app/api\n${plumb}\nCMD ["/app/api/api.R"]\n`,
    '.dockerignore': '.git\n',
    'model.rds': '',
    'api.R': `model <- readRDS("${read}")\n`,
  });

  test.each([
    ['/app/api/data/model.rds', 'fail'],
    ['/app/api/model.rds', 'pass'],
  ])('needs no #! to be read: %s', async (read, verdict) => {
    expect(await verdictOf(files, project('docker.io/rocker/geospatial:4.5.3', read))).toBe(verdict);
  });

  test('has no login of the base that it replaces', async () => {
    const replaced = project('docker.io/rocker/geospatial:4.5.3', '/app/api/model.rds');
    expect(await verdictOf(authenticated, replaced)).toBe('fail');
    const kept = { Dockerfile: 'FROM docker.io/rocker/geospatial:4.5.3\nEXPOSE 8787\n' };
    expect(await verdictOf(authenticated, kept)).toBe('pass');
  });
});

describe('a workflow of an image that nobody gave a folder', () => {
  test('is looked for where apptainer starts too', async () => {
    const start = 'ENTRYPOINT ["snakemake", "--cores", "1"]\n';
    const own = { Snakefile: 'rule all:\n' };
    expect(await verdictOf(absolute, { ...own, Dockerfile: `FROM example.org/a/snakemake:v8\n${start}` })).toBe('pass');
    const copied = { ...own, Dockerfile: `FROM example.org/a/snakemake:v8\nCOPY Snakefile /work/\n${start}` };
    expect(await verdictOf(absolute, copied)).toBe('fail');
  });
});

describe("PyPI's torch", () => {
  test.each(['nnunet==1.7.1', 'gpytorch==1.15.2', 'yolov5==7.0.14'])('is brought by %s', async (name) => {
    const project = { Dockerfile: `FROM docker.io/library/python:3.13\nRUN pip install ${name}\n` };
    expect(await verdictOf(accelerator, project)).toBe('fail');
  });
});
