import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import download from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import { factsOf } from '../helpers/project.ts';

const python = 'FROM docker.io/library/python:3.13\n';
const pipeline = {
  'main.nf':
    'process A {\n  script: """\n  wget https://example.org/x\n  python ${projectDir}/main.py\n  """ }\nworkflow { A() }\n',
};
const own = { 'main.py': 'print(1)\n' };

async function results(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<readonly RuleResult[]> {
  return check(await factsOf(files), [rule]).results;
}
const verdicts = async (...given: Parameters<typeof results>): Promise<readonly string[]> =>
  (await results(...given)).map(({ verdict }) => verdict);

test.each([
  ['the engine is in nothing that the image installs', python, {}, ['pass']],
  ['a RUN brings it', `${python}RUN curl -s https://get.nextflow.io | bash\n`, {}, ['fail', 'unknown']],
  [
    'a list brings it',
    `${python}RUN conda env create -f environment.yml\n`,
    { 'environment.yml': 'dependencies: [nextflow]\n' },
    ['fail', 'unknown'],
  ],
  ['nobody knows the base', 'FROM docker.io/somebody/tools:1\n', {}, ['fail', 'unknown']],
])('a pipeline beside a program is for an engine outside, if %s', async (_, from, more, found) => {
  const files = { Dockerfile: `${from}COPY . /app\n`, ...pipeline, ...own, ...more };
  expect(await verdicts(download, files)).toEqual(found);
});

test('a pipeline alone stays what the image may be for', async () => {
  expect(await verdicts(outputs, { Dockerfile: `${python}COPY . /app\n`, ...pipeline })).toEqual(['unknown']);
});

test.each([
  ['Snakefile', 'Snakemake'],
  ['align.wdl', 'a workflow language'],
])('a workflow that no start reads is named: %s', async (name, language) => {
  const [result] = await results(download, { Dockerfile: `${python}COPY . /app\n`, [name]: 'rule all:\n' });
  expect(result).toMatchObject({ verdict: 'unknown' });
  expect(JSON.stringify(result)).toContain(`${name} is ${language}`);
});
