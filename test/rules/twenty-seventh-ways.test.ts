import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imports from '../../src/rules/imports-installed.ts';
import noData from '../../src/rules/no-data-files.ts';
import sends from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

async function verdictOf(rule: Rule, project: Files): Promise<string> {
  const { results } = check(await factsOf(project), [rule]);
  return ['fail', 'unknown', 'pass'].find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const python = 'FROM docker.io/library/python:3.13\n';
const start = 'COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n';

test.each([
  ['name: x\ndependencies:\n  - python=3.13\n', 'notApplicable'],
  ['# where it lies\nenvironments/x.yml\n', 'fail'],
])('conda makes an environment of a list with keys alone: %j', async (list, verdict) => {
  const Dockerfile =
    'FROM docker.io/condaforge/miniforge3:25.11.0-1\nCOPY environment.yml /\nRUN conda env create -f /environment.yml\n';
  expect(await verdictOf(imports, { Dockerfile, 'environment.yml': list })).toBe(verdict);
});

test.each([
  ['R -e "nhdplusTools::download_vaa()"', 'unknown'],
  ['python -c "from sklearn.datasets import fetch_openml; fetch_openml(40945)"', 'unknown'],
  ['R -e "spacyr::download_model()"', 'pass'],
  ['python -c "import sklearn"', 'pass'],
])('data that a function of a package fetches are for a person to look at: %s', async (run, verdict) => {
  expect(await verdictOf(noData, { Dockerfile: `${python}RUN ${run}\n${start}`, 'main.py': 'print(1)\n' })).toBe(
    verdict,
  );
});

test('what a cloned program opens is not known', async () => {
  const clone = 'RUN git clone https://github.com/a/b.git /b\n';
  const main = 'import subprocess\nsubprocess.run(["python", "/b/run.py"])\n';
  expect(await verdictOf(filesInImage, { Dockerfile: `${python}${clone}${start}`, 'main.py': main })).toBe('unknown');
});

test.each([
  ['openslide-show-properties', 'pass'],
  ['some-tool', 'unknown'],
])('a program that is known to ask no network is no doubt: %s', async (tool, verdict) => {
  const main = `import subprocess\nsubprocess.run(["${tool}", "/safe_data/a.svs"])\n`;
  expect(await verdictOf(sends, { Dockerfile: `${python}${start}`, 'main.py': main })).toBe(verdict);
});
