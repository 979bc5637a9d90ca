import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import pagesSelfContained from '../../src/rules/pages-self-contained.ts';
import byAbsolutePath from '../../src/rules/starts-by-absolute-path.ts';
import withoutInteraction from '../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return `fail: ${verdict.findings.map(({ message }) => message).join('\n')}`;
  if (verdict.verdict === 'unknown') return `unknown: ${verdict.reason}`;
  return verdict.verdict;
}

const image = (start: string, ...lines: readonly string[]): string =>
  ['FROM docker.io/library/python:3.13', 'WORKDIR /app', ...lines, `ENTRYPOINT ${start}`, ''].join('\n');
const steps = { 'dvc.yaml': 'stages:\n  a:\n    cmd: src/d.sh\n', 'src/d.sh': 'echo 1\n' };
const dvc = { Dockerfile: image('["dvc", "repro"]', 'RUN pip install dvc==3.1'), ...steps };

test('what a start reads in the working directory and nothing puts there stops it', async () => {
  for (const rule of [filesInImage, imageComplete]) expect(await judged(rule, dvc)).toContain('reads /app/dvc.yaml');
  for (const [start, name] of [
    ['["make", "all"]', 'Makefile'],
    ['["make", "-f", "run/Makefile"]', 'run/Makefile'],
    ['["snakemake", "--cores", "1"]', 'Snakefile'],
    ['["nextflow", "run", "main.nf"]', 'main.nf'],
    ['["nextflow", "run", "./pipeline"]', 'pipeline/main.nf'],
    ['["stata-mp", "-b", "do", "run"]', 'run'],
    ['["dvc", "--cd", "work", "repro"]', 'work/dvc.yaml'],
    ['["dvc", "exp", "run"]', 'dvc.yaml'],
  ] as const) {
    const files = { Dockerfile: image(start) };
    for (const rule of [filesInImage, imageComplete])
      expect(await judged(rule, files), `start ${start}`).toMatch(new RegExp(`^fail: .*reads /app/${name}`));
    for (const rule of [pagesSelfContained, withoutInteraction])
      expect(await judged(rule, files), `start ${start}`).toContain('unknown');
  }
});

test('steps that the project has are read as if it lay there', async () => {
  for (const rule of [pagesSelfContained, withoutInteraction]) expect(await judged(rule, dvc)).toBe('pass');
  const asking = { ...dvc, 'dvc.yaml': 'stages:\n  a:\n    cmd: python src/a.py\n', 'src/a.py': 'import b\n' };
  expect(await judged(withoutInteraction, { ...asking, 'src/b.py': 'input("go on?")\n' })).toContain('fail');
  expect(await judged(withoutInteraction, { ...asking, 'src/b.py': 'print(1)\n' })).toBe('pass');
  expect(await judged(byAbsolutePath, dvc)).toMatch(/^fail: .*dvc\.yaml only in the working directory \/app[^\n]*$/);
  const made = { Dockerfile: image('["make"]'), Makefile: 'all:\n\tpython src/a.py\n', 'src/a.py': 'print(1)\n' };
  expect(await judged(withoutInteraction, made)).toBe('pass');
  expect(await judged(withoutInteraction, { ...made, 'src/a.py': 'input()\n' })).toContain('fail');
});

test('a step that was not seen leaves it unknown', async () => {
  const { 'src/d.sh': _, ...gone } = dvc;
  expect(await judged(withoutInteraction, gone)).toContain('unknown: ENTRYPOINT -> dvc.yaml:3 starts /app/src/d.sh');
  for (const cmd of ['cmd: python src/${which}.py', 'cmd: []', 'deps: [a]', 'cmd: ./tool'])
    expect(
      await judged(withoutInteraction, { ...dvc, 'dvc.yaml': `stages:\n  a:\n    ${cmd}\n` }),
      `cmd ${cmd}`,
    ).toContain('unknown');
  for (const text of ['stages: [', 'vars: {a: 1}\n', 'stages: {a: {cmd: src/d.sh}}\n---\nstages: {}\n'])
    expect(await judged(withoutInteraction, { ...dvc, 'dvc.yaml': text }), `text ${text}`).toContain('unknown');
  expect(
    await judged(withoutInteraction, { ...dvc, Dockerfile: image('["dvc", "repro", "a"]') }),
    'one stage of several',
  ).toContain('unknown');
  const workflow = { Dockerfile: image('["snakemake"]'), Snakefile: 'rule a:\n  shell: "echo 1"\n' };
  expect(await judged(withoutInteraction, workflow)).toContain('unknown');
});

test('what may be there is not said to be missing', async () => {
  const make = '["make"]';
  for (const [what, files] of Object.entries({
    'a base that nobody knows': { Dockerfile: 'FROM example.org/a/b:1\nWORKDIR /app\nCMD ["make"]\n' },
    'a clone': { Dockerfile: image(make, 'RUN git clone https://github.com/a/b.git /app') },
    'a RUN that writes it': { Dockerfile: image(make, String.raw`RUN python -c "open('Makefile', 'w')"`) },
    'a tool that writes a workflow': { Dockerfile: image(make, 'RUN snakedeploy deploy-workflow a .') },
    'another stage': {
      Dockerfile: `FROM docker.io/library/python:3.13 AS a\n${image(make, 'COPY --from=a /src /app')}`,
    },
    'a pipeline of GitHub': { Dockerfile: image('["nextflow", "run", "nf-core/rnaseq"]', 'RUN pip install nextflow') },
    'a variable': { Dockerfile: image('["sh", "-c", "make -f $WHICH"]') },
    'a question': { Dockerfile: image('["make", "--version"]') },
    'dvc that reproduces nothing': { Dockerfile: image('["dvc", "version"]') },
  }))
    for (const rule of [filesInImage, imageComplete])
      expect(await judged(rule, files), `what ${what}`).not.toContain('fail');
});

test('a dvc.yaml in the image is read, and its steps are looked for there', async () => {
  const copied = { ...dvc, Dockerfile: image('["dvc", "repro"]', 'COPY . /app/') };
  for (const rule of [imageComplete, withoutInteraction, pagesSelfContained])
    expect(await judged(rule, { ...copied, 'src/d.sh': '#!/bin/sh\necho 1\n' })).toBe('pass');
  const alone = { ...dvc, Dockerfile: image('["dvc", "repro"]', 'COPY dvc.yaml /app/') };
  expect(await judged(imageComplete, alone)).toContain('starts /app/src/d.sh, which nothing puts into the image');
  const inFolder = 'stages:\n  a:\n    wdir: src\n    cmd:\n      - echo 1\n      - python a.py\n';
  expect(await judged(withoutInteraction, { ...copied, 'dvc.yaml': inFolder, 'src/a.py': 'input()\n' })).toContain(
    'fail',
  );
  const each = 'stages:\n  a:\n    foreach: [x, y]\n    do:\n      cmd: python src/a.py ${item}\n';
  expect(await judged(withoutInteraction, { ...copied, 'dvc.yaml': each, 'src/a.py': 'input()\n' })).toContain('fail');
});
