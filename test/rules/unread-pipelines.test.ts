import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import actionsPinned from '../../src/rules/workflow-actions-pinned.ts';
import knownBadActions from '../../src/rules/workflow-known-bad-actions.ts';
import lintsDockerfile from '../../src/rules/workflow-lints-dockerfile.ts';
import { factsOf } from '../helpers/project.ts';

const base = 'FROM docker.io/library/python:3.13\n';
const verdictOf = async (rule: CheckedRule, files: Record<string, string>): Promise<string> =>
  rule.check(await factsOf({ Dockerfile: base, ...files })).verdict;

const pinned = 'uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const workflow = (step: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`;

test.each([
  ['.travis.yml', 'language: R\n'],
  ['Jenkinsfile', 'pipeline { }\n'],
  ['azure-pipelines.yml', 'steps: []\n'],
])('a pipeline that is not read leaves its rules unknown alike: %s', async (path, text) => {
  for (const rule of [actionsPinned, knownBadActions, lintsDockerfile])
    expect(await verdictOf(rule, { [path]: text })).toBe('unknown');
});

const both = (step: string): Record<string, string> => ({
  '.travis.yml': 'language: R\n',
  '.github/workflows/a.yml': workflow(step),
});

test('without any they do not apply, and what is read beside it is judged', async () => {
  for (const rule of [actionsPinned, knownBadActions]) expect(await verdictOf(rule, {})).toBe('notApplicable');
  expect(await verdictOf(actionsPinned, both(pinned))).toBe('pass');
  expect(await verdictOf(actionsPinned, both('uses: actions/checkout@v4'))).toBe('fail');
  expect(await verdictOf(actionsPinned, both('run: echo'))).toBe('unknown');
});

const r = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /app/\n';
const chunk = (code: string): string => `---\ntitle: x\n---\n\n\`\`\`{r}\n${code}\n\`\`\`\n`;
test.each([
  ['README.Rmd', 'notApplicable'],
  ['pkg/README.Rmd', 'notApplicable'],
  ['NEWS.qmd', 'notApplicable'],
  ['vignettes/use.Rmd', 'notApplicable'],
  ['paper.Rmd', 'fail'],
  ['README-analysis.Rmd', 'fail'],
])('what documents a project is none of its programs: %s', async (path, expected) => {
  expect(await verdictOf(importsInstalled, { Dockerfile: r, [path]: chunk('library(lme4)') })).toBe(expected);
});

test('unless the image starts it', async () => {
  const Dockerfile = `${r}CMD ["Rscript", "-e", "rmarkdown::render('/app/README.Rmd')"]\n`;
  expect(await verdictOf(importsInstalled, { Dockerfile, 'README.Rmd': chunk('library(lme4)') })).toBe('fail');
});
