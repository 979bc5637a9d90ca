import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Verdict } from '../../src/model/check/rule.ts';
import { doubtsOf } from '../../src/model/check/verdicts.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

const head = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\n';
const start = 'ENTRYPOINT ["Rscript", "/app/main.R"]\n';

test.each([
  ['where it is started', `${head}WORKDIR /app\n${start}`, 'source("R/read.R")\n', 'pass'],
  ['by its whole path', `${head}WORKDIR /scratch\n${start}`, 'source("/app/R/read.R")\n', 'pass'],
  ['after setwd', `${head}WORKDIR /scratch\n${start}`, 'setwd("/app")\nsource("R/read.R")\n', 'pass'],
  [
    'beside the program, which is started elsewhere',
    `${head}WORKDIR /scratch\n${start}`,
    'source("R/read.R")\n',
    'fail',
  ],
  ['that is a folder there', `${head}WORKDIR /scratch\n${start}`, 'x <- list.files("R")\n', 'fail'],
])('a file %s', async (_where, Dockerfile, program, expected) => {
  const facts = await factsOf({ Dockerfile, 'src/main.R': program, 'src/R/read.R': 'x <- 1\n' });
  const [result] = check(facts, [filesInImage]).results;
  expect(result?.verdict).toBe(expected);
  expect(result?.message.includes('the image has src/R')).toBe(expected === 'fail');
});

test('a script that nobody starts is no pass where it loads what the project does not have', async () => {
  const Dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\n';
  const verdictOf = async (program: string): Promise<string | undefined> => {
    const facts = await factsOf({ Dockerfile, 'src/main.R': program, 'src/read.R': 'x <- 1\n' });
    return check(facts, [filesInImage]).results[0]?.verdict;
  };
  expect(await verdictOf('source("read.R")\n')).toBe('pass');
  expect(await verdictOf('source("clean.R")\n')).toBe('unknown');
});

const chosen = (runtimes: readonly string[]): string =>
  JSON.stringify({ 'generator-tre-container': { version: '0.2.0', answers: { runtimes } } });

describe('a project that apptainer runs too, which ignores WORKDIR', () => {
  const judge = async (
    program: string,
    files: Readonly<Record<string, string>> = {},
    runtimes: readonly string[] = ['podman', 'apptainer'],
  ): Promise<string> => {
    const facts = await factsOf({
      Dockerfile: `${head}WORKDIR /app\n${start}`,
      'src/main.R': program,
      'src/R/read.R': 'x <- 1\n',
      '.yo-rc.json': chosen(runtimes),
      ...files,
    });
    const [result] = check(facts, [filesInImage]).results;
    return `${String(result?.verdict)} ${result?.message ?? ''} ${result?.fix ?? ''}`;
  };

  test('a name that counts from WORKDIR is not found there, and --pwd mends it', async () => {
    const said = await judge('source("R/read.R")\n');
    expect(said).toContain('fail opens R/read.R relative to WORKDIR /app, and apptainer starts elsewhere');
    expect(said).toContain('write /app/R/read.R, or give apptainer --pwd /app in ces/opt-file-apptainer.txt');
    expect(await judge('source("R/read.R")\n', { 'ces/opt-file-apptainer.txt': '--pwd /app\n' })).toMatch(/^pass/);
    expect(await judge('source("R/read.R")\n', { 'ces/opt-file-apptainer.txt': '--pwd /opt\n' })).toMatch(/^fail/);
  });

  test.each([
    ['its whole path', 'source("/app/R/read.R")\n', {}, undefined],
    ['a program that goes there', 'setwd("/app")\nsource("R/read.R")\n', {}, undefined],
    ['a project that others run alone', 'source("R/read.R")\n', {}, ['podman']],
    [
      'a start that goes there',
      'source("R/read.R")\n',
      { Dockerfile: `${head}WORKDIR /app\nENTRYPOINT ["sh", "-c", "cd /app && exec Rscript main.R"]\n` },
      undefined,
    ],
  ])('%s is right', async (_what, program, files, runtimes) => {
    expect(await judge(program, files, runtimes)).toMatch(/^pass/);
  });
});

test('a session is told every file that it looks for where it begins', async () => {
  const facts = await factsOf({
    Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nCOPY src/ /app/\nWORKDIR /safe_outputs\nEXPOSE 8787\n',
    'src/analysis.R': 'source("R/read.R")\nsource("R/cox.R")\nsource("R/read.R")\n',
    'src/R/read.R': 'x <- 1\n',
    'src/R/cox.R': 'x <- 1\n',
  });
  const verdict = filesInImage.check(facts);
  expect(verdict.verdict).toBe('unknown');
  const doubts = doubtsOf(verdict as Extract<Verdict, { verdict: 'unknown' }>);
  expect(doubts.map(({ location }) => location?.line)).toEqual([1, 2, 3]);
});

test('what a second Dockerfile lacks is advised of that one: its COPY, where the ignore file lets the file pass', async () => {
  const facts = await factsOf({
    Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nWORKDIR /app\n${start}`,
    'Dockerfile.plots':
      'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/plots.R /app/\nWORKDIR /app\nENTRYPOINT ["Rscript", "/app/plots.R"]\n',
    '.dockerignore': '*\n!src/**\n',
    'src/main.R': 'x <- 1\n',
    'src/plots.R': 'source("R/fit.R")\n',
    'src/R/fit.R': 'x <- 1\n',
  });
  const found = check(facts, [filesInImage]).results.find(({ verdict }) => verdict === 'fail');
  expect(found?.fix).toContain('COPY src/R/fit.R to /app/R/fit.R, which .dockerignore lets pass');
});
