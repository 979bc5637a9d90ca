import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import download from '../../src/rules/no-runtime-download.ts';
import noData from '../../src/rules/no-data-files.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import starts from '../../src/rules/starts-without-interaction.ts';
import uniqueTag from '../../src/rules/unique-image-tag.ts';
import { factsOf } from '../helpers/project.ts';

/** What an eighth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13\n';

const inFolder = (start: string, more: Files = {}): Files => ({
  'tools/a/Dockerfile': `${py}WORKDIR /app\nCOPY . /app\nENTRYPOINT ["python", "${start}"]\n`,
  'tools/a/run.py': 'print(1)\n',
  'data/cohort.csv': 'id\n1\n',
  ...more,
});

test.each([
  ['whose program lies beside the Dockerfile', inFolder('/app/run.py'), 'pass'],
  ['whose program is named from WORKDIR', inFolder('run.py'), 'pass'],
  ['whose program lies at the root', inFolder('/app/run.py', { 'run.py': 'print(1)\n' }), 'fail'],
  ['whose program is named from the root', inFolder('/app/tools/a/run.py'), 'fail'],
] as const)(
  'the context of a Dockerfile in a folder that copies everything, %s: %s',
  async (_title, files, verdict) => {
    expect(check(await factsOf(files), [noData]).results[0]?.verdict).toBe(verdict);
    expect(check(await factsOf(files), [imageComplete]).results[0]?.verdict).toBe('pass');
  },
);

test.each(['Dockerfile.save', 'Dockerfile.old', 'Dockerfile.bak'])('%s is a copy of an editor', async (name) => {
  const facts = await factsOf({ Dockerfile: py, [name]: 'FRM x\n' });
  expect(facts.dockerfiles.map(({ path }) => path)).toEqual(['Dockerfile']);
});

const named = (files: Files): Files => ({
  Dockerfile: `${py}WORKDIR /app\nCOPY . /app\n`,
  'src/a/entry.py': 'from datasets import Data\n',
  ...files,
});
test.each([
  ['a package beside it', named({ 'src/a/datasets/__init__.py': 'Data = 1\n' }), 'notApplicable'],
  ['a module beside it', named({ 'src/a/datasets.py': 'Data = 1\n' }), 'notApplicable'],
  ['a module elsewhere', named({ 'other/datasets.py': 'Data = 1\n' }), 'fail'],
  ['no module of the project', named({}), 'fail'],
] as const)('a name that a library has too means %s: %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [hfHome]).results[0]?.verdict).toBe(verdict);
});

const builtOn = (name: string, from: string): Files => ({
  [name]: `${py}RUN apt-get update\n`,
  Dockerfile: `FROM ${from}\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
  'main.py': 'print(1)\n',
});
test.each([
  ['is called as its file is', builtOn('Dockerfile.custom-base', 'registry.example.org/base/custom-base'), false],
  ['is called so with a tag', builtOn('custom-base.Dockerfile', 'custom-base:1'), false],
  ['is called otherwise', builtOn('Dockerfile.custom-base', 'registry.example.org/base/other'), true],
  ['is only of a kind', builtOn('Dockerfile.gpu', 'registry.example.org/gpu'), true],
] as const)('whether an image must start a program, from which another one starts that %s', async (_t, files, must) => {
  const { results } = check(await factsOf(files), [starts]);
  expect(results.some(({ verdict }) => verdict === 'fail')).toBe(must);
});

const taking = (from: string): Files => ({
  Dockerfile: `FROM docker.io/rocker/tidyverse:4.5.3 AS build\nCOPY in/* in/\nFROM docker.io/library/alpine:3.22\nCOPY --from=build ${from} /data\n`,
  'in/cohort.csv': 'id\n1\n',
});
test('a file that a stage copies to its root by a relative name is found there by the last stage', async () => {
  expect(check(await factsOf(taking('in')), [noData]).results[0]?.verdict).toBe('fail');
  expect(check(await factsOf(taking('out')), [noData]).results[0]?.verdict).toBe('pass');
});

const pushes = (...names: readonly string[]): Files => ({
  '.gitlab-ci.yml': `a:\n  script:\n${names.map((name) => `    - docker push ${name}\n`).join('')}`,
});
test.each([
  ['one of two names has no tag of its own', pushes('ghcr.io/a/b:1.2', 'ghcr.io/a/c'), 'fail'],
  ['one of two names is latest alone', pushes('ghcr.io/a/b:$CI_COMMIT_SHA', 'ghcr.io/a/c:latest'), 'fail'],
  ['latest beside a tag of its own', pushes('ghcr.io/a/b:1.2', 'ghcr.io/a/b:latest', 'ghcr.io/a/b'), 'pass'],
  ['a name in a variable beside one that is latest', pushes('$IMAGE:1.2', 'ghcr.io/a/c:latest'), 'pass'],
] as const)('of what is pushed %s: %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [uniqueTag]).results[0]?.verdict).toBe(verdict);
});

const idle = (main: string): Files => ({
  Dockerfile: `${py}COPY . /app\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'main.py': `import os\nimport lib\n${main}`,
  'lib.py':
    'import os\nclass A:\n    def __init__(self):\n        self.x = 1\n    def train(self):\n        open("/results/a", "w")\n' +
    'class B(Base):\n    def train(self):\n        open("/results/b", "w")\ndef fetch():\n    os.system("mkdir -p /results/c")\n',
});
test.each([
  ['a method of a plain class that nobody names', 'lib.A()\n', []],
  ['a method that is called', 'lib.A().train()\n', ['/results/a']],
  ['a method that a library may call', 'lib.B()\n', ['/results/b']],
  ['a command in a function that nobody calls', 'print(lib)\n', []],
  ['a command in a function that is called', 'lib.fetch()\n', ['/results/c']],
] as const)('what does not run is not found: %s', async (_title, main, found) => {
  const { results } = check(await factsOf(idle(main)), [outputs]);
  expect(
    results.flatMap(({ verdict, message }) => (verdict === 'fail' ? [/\/results\/\w/.exec(message)?.[0]] : [])),
  ).toEqual(found);
});

const inPackage = (more: Files): Files => ({
  Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /pkg\n',
  DESCRIPTION: 'Package: pkg\n',
  'R/get.R': 'get_list <- function() read.csv("https://example.org/x.csv")\n',
  ...more,
});
test.each([
  ['that nothing calls', inPackage({}), 'pass'],
  [
    'that preparing scripts call',
    inPackage({ 'data-raw/a.R': 'x <- get_list()\nread.csv("https://example.org/y.csv")\n' }),
    'pass',
  ],
  ['that a script calls', inPackage({ 'run.R': 'source("R/get.R")\nx <- get_list()\n' }), 'fail'],
] as const)('a function of a package of R %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [download]).results[0]?.verdict).toBe(verdict);
});
