import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import complete from '../../src/rules/image-complete.ts';
import directories from '../../src/rules/tre-directories-declared.ts';
import imports from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(project));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const programs = { py: 'main.py', jl: 'main.jl', R: 'main.R', m: 'main.m' } as const;
/** A project on `image` that starts `words` with the one program of that ending. */
const project = (image: string, ending: keyof typeof programs, words: string, more = ''): Record<string, string> => ({
  Dockerfile: `FROM ${image}\n${more}COPY ${programs[ending]} /app/\nENTRYPOINT ${words}\n`,
  [programs[ending]]: ending === 'm' ? 'disp(1)\n' : 'print(1)\n',
});
const python = '["python3", "/app/main.py"]';
const julia = '["julia", "/app/main.jl"]';

test.each([
  ['docker.io/library/python:3.13', 'jl', julia],
  ['docker.io/library/r-base:4.5.1', 'py', python],
  ['docker.io/library/julia:1.12.6', 'py', python],
  ['docker.io/library/debian:13', 'py', python],
  ['docker.io/library/debian:13', 'm', '["octave-cli", "/app/main.m"]'],
  ['docker.io/rocker/r-ver:4.5.1', 'jl', julia],
] as const)('%s brings nothing that runs a .%s', async (image, ending, words) => {
  expect(await verdictOf(complete, project(image, ending, words))).toMatch(/needs \w+, which .* does not have/);
});

test.each([
  ['docker.io/library/debian:13', 'py', python, 'RUN apt-get update && apt-get install -y python3\n'],
  ['docker.io/library/debian:13', 'jl', julia, 'RUN curl -fsSL https://install.julialang.org | sh -s -- -y\n'],
  ['docker.io/library/python:3.13', 'R', '["Rscript", "/app/main.R"]', 'RUN apt-get install -y r-base\n'],
  ['docker.io/library/python:3.13', 'jl', julia, 'COPY --from=docker.io/library/julia:1.12.6 /usr/local/julia /opt/\n'],
  ['docker.io/mambaorg/micromamba:2.3.0', 'py', python, 'RUN micromamba install -y -n base pandas=2.2.3\n'],
  ['docker.io/library/python:3.13', 'py', '["python", "/app/main.py"]', ''],
  ['docker.io/rocker/r-ver:4.5.1', 'R', '["Rscript", "/app/main.R"]', ''],
] as const)('%s with a line that brings what runs a .%s', async (image, ending, words, more) => {
  expect(await verdictOf(complete, project(image, ending, words, more))).toBe('pass');
});

test.each([
  ['docker.io/library/golang:1.23', 'py', python],
  ['ghcr.io/some-lab/tools:1.0', 'py', python],
  ['quay.io/jupyter/base-notebook:2026-01-05', 'jl', julia],
] as const)('what nobody looked for in %s is not known', async (image, ending, words) => {
  expect(await verdictOf(complete, project(image, ending, words))).toBe('unknown');
});

test.each([
  'COPY --from=docker.io/library/nginx:1.27 /etc/nginx /x\n',
  'RUN echo see python.org\n',
  'RUN bash /tmp/install.sh\n',
  'RUN apt-get update && xargs apt-get install -y < /tmp/apt.txt\n',
  'RUN apt-get update && apt-get install -y $(cat /tmp/apt.txt)\n',
  'RUN apt-get update && apt-get install -y $LIST\n',
])('whether a line that shows no Python brings one is not known: %s', async (line) => {
  expect(await verdictOf(complete, project('docker.io/library/debian:13', 'py', python, line))).toBe('unknown');
});

test('what another stage of the file installs is there', async () => {
  const built = project(
    'docker.io/library/debian:13',
    'py',
    '["/venv/bin/python", "/app/main.py"]',
    'COPY --from=build /venv /venv\n',
  );
  const Dockerfile = `FROM docker.io/library/debian:13 AS build\nRUN apt-get update && apt-get install -y python3-venv && python3 -m venv /venv\n${built['Dockerfile'] ?? ''}`;
  expect(await verdictOf(complete, { ...built, Dockerfile })).toBe('pass');
});

test('a package of the system may bring Python along, which its name does not say', async () => {
  const installed = 'RUN apt-get update && apt-get install -y --no-install-recommends jupyter-notebook\n';
  expect(await verdictOf(complete, project('docker.io/library/debian:13', 'py', python, installed))).toBe('unknown');
  // Nothing depends on Julia.
  expect(await verdictOf(complete, project('docker.io/library/debian:13', 'jl', julia, installed))).toMatch(
    /needs Julia/,
  );
});

test('nothing comes with a language that is not seen to be there', async () => {
  for (const image of ['docker.io/library/debian:13', 'ghcr.io/some-lab/tools:1.0'])
    expect(await verdictOf(imports, project(image, 'py', python))).toBe('unknown');
  expect(await verdictOf(imports, project('docker.io/library/python:3.13', 'py', python))).toBe('pass');
});

test('imports of a program that was not read are not known', async () => {
  const octave = project('docker.io/gnuoctave/octave:10.2.0', 'm', '["octave-cli", "/app/main.m"]');
  expect(await verdictOf(imports, octave)).not.toBe('pass');
});

const withList = (list: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime\nCOPY requirements.txt main.py /app/\nRUN python3 -c \'print("torch==2.13.0")\' > /c.txt && pip install --constraint /c.txt --requirement /app/requirements.txt\nENTRYPOINT ["python3", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': 'import torch\n',
});

test('another exact version of what the base brings and keeps cannot be installed', async () => {
  expect(await verdictOf(imports, withList('torch==2.1\n'))).toContain(
    'torch 2.13.0 of the base stays by a constraint',
  );
  const short = { ...withList('torch==2.13.0\n') };
  short['Dockerfile'] = short['Dockerfile']?.replace('2.13.0-cuda', '2.13-cuda') ?? '';
  expect(await verdictOf(imports, short)).not.toContain('constraint');
  for (const list of ['torch==2.13.0\n', 'torch==2.13\n', 'torch>=2\n', 'pandas==2.1\n'])
    expect(await verdictOf(imports, withList(list))).not.toContain('constraint');
});

const withRuns = (first: string, second: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nRUN ${first}\nRUN ${second}\n`,
});

test('a second mkdir of a directory that is there stops the build', async () => {
  const line = 'mkdir /safe_data /safe_outputs /scratch';
  expect(await verdictOf(directories, withRuns('mkdir -p /safe_data', line))).toContain('makes the directory first');
  expect(await verdictOf(directories, withRuns('mkdir -p /safe_data', line.replace('mkdir', 'mkdir -p')))).toBe('pass');
  expect(await verdictOf(directories, withRuns('mkdir -p /opt/x', line))).toBe('pass');
});
