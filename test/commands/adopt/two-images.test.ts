import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// A repository with an image in R and one in Python: which of them is meant no file says, and the first by its name is no answer.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-two-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const both = {
  'score/Dockerfile': 'FROM rocker/tidyverse:4.4.1\nCOPY score.R /usr/local/bin/score.R\n',
  'score/score.R': 'library(readr)\nx <- read_csv("/input/a.csv")\nwrite_csv(x, "/output/a.csv")\nprint(x)\n',
  'simple_model/Dockerfile': 'FROM python:3.11\nWORKDIR /app\nCOPY infer.py infer.py\n',
  'simple_model/infer.py': 'import csv\nprint(open("/infer/a.csv").read())\nprint(1)\nprint(2)\n',
  'simple_model/infer.sh': 'python3 /app/infer.py\n',
  'manage.py': 'import os\nprint(os.getcwd())\nprint(1)\nprint(2)\n',
  'README.md': '# A challenge\n',
};

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function start(flags: Readonly<Record<string, string | boolean | readonly string[]>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await (adopt as AnyCall)({ targets: [folder], flags } as never, environment);
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

const dockerfile = (): string => readFileSync(join(folder, 'tre/Dockerfile'), 'utf8');

test('which image is meant is asked, and nothing is written before that', async () => {
  write(both);
  const told = await start({ defaults: true });
  expect(told).toMatch(/^1\n/);
  expect(existsSync(join(folder, 'tre'))).toBe(false);
  const plain = told.replaceAll(/\s+/g, ' ');
  expect(plain).toContain(
    'Which image does the container become, score/Dockerfile (R) or simple_model/Dockerfile (Python)?',
  );
  expect(told).toContain('--set program=score/score.R');
  expect(told).toContain('--set program=simple_model/infer.py');
  expect(await start({ survey: true })).toMatch(/To decide\n {2}Which image does the container become/);
});

test('the program that is named settles it, and an adopt that runs again keeps to it', async () => {
  write(both);
  expect(await start({ defaults: true, set: ['program=simple_model/infer.py'] })).toMatch(/^0\n/);
  expect(dockerfile()).toContain('python');
  expect(dockerfile()).not.toContain('rocker');
  expect(await start({ defaults: true, set: ['name=other'] })).toMatch(/^0\n/);
  expect(dockerfile()).not.toContain('rocker');
});

test('the base that is named settles it where that runs one program', async () => {
  write(both);
  expect(await start({ defaults: true, base: 'r' })).toMatch(/^0\n/);
  expect(dockerfile()).toContain('score.R');
});

test.each([
  ['README.md', '```sh\nRscript score/score.R\n```\n'],
  ['score/Dockerfile', 'FROM rocker/tidyverse:4.4.1\nCOPY score.R /score.R\nENTRYPOINT ["Rscript", "/score.R"]\n'],
])('is settled by a guide that names the program, or an image that alone starts one (%s)', async (path, text) => {
  write({ ...both, [path]: text });
  expect(await start({ defaults: true })).toMatch(/^0\n/);
  expect(dockerfile()).toContain('score.R');
});

test.each([
  ['at the root', { Dockerfile: both['score/Dockerfile'].replace('score.R', 'score/score.R') }],
  ['that is the only one', { 'simple_model/Dockerfile': 'FROM ubuntu:24.04\n' }],
])('an image %s is taken', async (_what, others) => {
  write({ ...both, ...others });
  expect(await start({ defaults: true })).toMatch(/^0\n/);
  expect(dockerfile()).toContain('score.R');
});
