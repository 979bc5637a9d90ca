import { describe, expect, test } from 'vitest';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { gatherUnjudged } from '../../src/report/check/gather-unjudged.ts';
import { factsOf } from '../helpers/project.ts';

const only = rules.filter(({ id }) => id === 'imports-installed');
const resultsOf = async (files: Readonly<Record<string, string>>): Promise<readonly RuleResult[]> =>
  check(await factsOf(files), only).results;
const say = ({ verdict, location, message, reason = '', fix = '' }: RuleResult): string =>
  `${verdict} ${location?.file ?? ''}:${String(location?.line)} ${message}: ${reason} -> ${fix}`;

const inPython = (list: string, program: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': program,
});
const inR = (list: string, program: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R main.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'install_packages.R': `install.packages(c(${list}))\n`,
  'main.R': program,
});
const inJulia = (list: string, program: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/library/julia:1.12.1\nCOPY main.jl /app/\nRUN julia -e \'using Pkg; Pkg.add(["' +
    list +
    '"])\'\nENTRYPOINT ["julia", "/app/main.jl"]\n',
  'main.jl': program,
});
const waiver = (path: string): string =>
  `waivers:\n  - rule: imports-installed\n    reason: it is our own\n    by: Ann Example\n    date: 2026-11-29\n    path: ${path}\n`;

describe('a misspelt package beside an import that nothing installs', () => {
  test.each([
    ['R', inR('"dplyr", "survminr"', 'library(dplyr)\nlibrary(glmnet)\n'), 'survminr', 'glmnet', 'install_packages.R'],
    [
      'Python',
      inPython('pandas==3.0.6\nscikit-lern==1.5.2\n', 'import pandas\nimport nibabel\n'),
      'scikit-lern',
      'nibabel',
      'requirements.txt',
    ],
  ])('is told by itself, and its waiver accepts nothing else: %s', async (_name, files, slip, missing, list) => {
    const said = (await resultsOf(files)).map(say);
    expect(said.filter((each) => each.includes(`${slip} is installed`))).toHaveLength(1);
    expect(said.filter((each) => each.includes(`nothing installs ${missing}`))).toHaveLength(1);
    expect(said.join('\n')).toContain(`a waiver with path: ${list} in .tre-container.yml`);
    const report = check(await factsOf({ ...files, '.tre-container.yml': waiver(list) }), only);
    const accepted = report.results.filter(({ verdict }) => verdict === 'waived').map(say);
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toContain(`${slip} is installed, is in no table here`);
    expect(
      report.results
        .filter(({ verdict }) => verdict !== 'waived')
        .map(say)
        .join(),
    ).toContain(missing);
    expect(report.waiverProblems).toEqual([]);
  });

  test('is told with the import that it was meant for, and not by itself besides', async () => {
    const said = (await resultsOf(inPython('numpy==2.4.0\npandsa==3.0.6\n', 'import numpy\nimport pandas\n'))).map(say);
    expect(said).toHaveLength(1);
    expect(said.join('\n')).toContain('write pandas for pandsa (requirements.txt:2)');
  });

  test('each of several is told', async () => {
    const [first] = await resultsOf(inR('"dplyr", "survminr", "data.tabel"', 'library(dplyr)\n'));
    expect([first?.reason, ...(first?.others ?? []).map(({ reason }) => reason)].join()).toMatch(
      /survminr.*data\.tabel/,
    );
  });
});

describe('a name that a program loads, nothing installs and a known one is nearly written as', () => {
  test.each([
    ['R', inR('"dplyr"', 'library(dplyr)\nlibrary(survminr)\n'), 'did you mean survminer? Else add survminr'],
    ['a module', inPython('pandas==3.0.6\n', 'import pandas\nimport skleran\n'), 'did you mean sklearn? Else'],
    ['Python', inPython('pandas==3.0.6\n', 'import pandas\nimport lifelinse\n'), 'did you mean lifelines? Else'],
    ['Julia', inJulia('CSV', 'using CSV\nusing DataFrame\n'), 'did you mean DataFrames? Else'],
  ])('is asked about: %s', async (_name, files, asked) => {
    expect((await resultsOf(files)).map(say).join('\n')).toContain(asked);
  });

  test.each([
    ['R', inR('"dplyr"', 'library(dplyr)\nlibrary(glmnet)\n')],
    ['Python', inPython('pandas==3.0.6\n', 'import pandas\nimport sklearn\n')],
    ['Julia', inJulia('CSV', 'using CSV\nusing DataFrames\n')],
  ])('is not where it is one: %s', async (_name, files) => {
    const said = (await resultsOf(files)).map(say).join('\n');
    expect(said).toContain('nothing installs');
    expect(said).not.toContain('did you mean');
  });
});

test('one reason of one rule in several images is told under its name', async () => {
  const files = inPython('pandas==3.0.6\nscikit-lern==1.5.2\n', 'import pandas\n');
  const found = gatherUnjudged(await resultsOf({ ...files, 'Dockerfile.cpu': files['Dockerfile'] ?? '' }));
  expect(found.map((each) => each.rules)).toEqual(['imports-installed']);
});
