import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import complete from '../../src/rules/image-complete.ts';
import imports from '../../src/rules/imports-installed.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import named from '../../src/rules/project-named.ts';
import sends from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

// What newcomers to the program were told "yes" of, with nobody having looked: slips in a Dockerfile, what a failure hides, packages, records.

type Files = Readonly<Record<string, string>>;
const judge = async (rule: Rule, files: Files): Promise<CheckReport> => check(await factsOf(files), [rule]);
const first = async (rule: Rule, files: Files): Promise<string> => {
  const { results } = await judge(rule, files);
  return `${results[0]?.verdict ?? ''} ${results[0]?.message ?? ''}`;
};

const python = (main: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY *.py /app/\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/main.py"]\n',
  'main.py': `${main}\n`,
});
const r = (main: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/r-base:4.5.1\nCOPY *.R /app/\nWORKDIR /scratch\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'main.R': `${main}\n`,
});

const image = (lines: string, from = 'docker.io/library/python:3.13'): Files => ({
  Dockerfile: `FROM ${from}\n${lines}\nCOPY src/ /app/\nENTRYPOINT ["python3", "/app/main.py"]\n`,
  'src/main.py': 'print(1)\n',
  'constraints.txt': 'pandas==2.2.3\n',
  'requirements.txt': 'pandas==2.2.3\n',
});

const listed = (main: string, list: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
  'main.py': `${main}\n`,
  'requirements.txt': `${list}\n`,
});

const fixOf = async (rule: Rule, files: Files): Promise<string> => (await judge(rule, files)).results[0]?.fix ?? '';

const julia = (main: string, lines = ''): Files => ({
  Dockerfile: `FROM docker.io/library/julia:1.12\nCOPY src/ /app/\n${lines}WORKDIR /scratch\nENTRYPOINT ["julia", "/app/main.jl"]\n`,
  'src/main.jl': `${main}\n`,
});

const lists = 'COPY constraints.txt requirements.txt /app/\n';

describe('a Dockerfile with slips', () => {
  test.each([
    ['RUN useradd --sytem tre', 'fail useradd knows no option --sytem'],
    ['RUN useradd --sys --no-create-home tre', 'pass'],
    ['RUN useradd --sytem tre || true', 'pass'],
    [`${lists}RUN pip install --requirment /app/requirements.txt`, 'fail pip knows no option --requirment'],
    ['RUN pip install --no-cache --req /app/requirements.txt', 'pass'],
    ['RUN apt-get install -y --no-install-recomends git', 'fail apt-get knows no option --no-install-recomends'],
    [`${lists}RUN pip install -r /app/requirement.txt`, 'fail pip is to read /app/requirement.txt'],
    [`${lists}RUN pip install pandas --constraint /app/constraint.txt`, 'fail pip is to read /app/constraint.txt'],
    [`${lists}RUN pip install pandas -c /app/constraints.txt`, 'pass'],
    ['RUN pip install pandas -c /opt/limits.txt', 'unknown'],
    ['RUN pip freeze > /opt/limits.txt\nRUN pip install pandas -c /opt/limits.txt', 'pass'],
    ['RUN Rscript -e "1"', 'fail RUN calls Rscript, and neither docker.io/library/python:3.13 nor'],
    ['RUN julia -e "1"', 'fail RUN calls julia'],
    ['RUN apt-get update && apt-get install -y r-base && Rscript -e "1"', 'pass'],
    ['COPY --from=docker.io/library/r-base:4.5.1 /usr/lib/R /usr/lib/R\nRUN Rscript -e "1"', 'pass'],
    ['COPY ../other /app/', 'fail COPY names what is above the folder'],
  ])('%s', async (lines, said) => {
    expect(await first(complete, image(lines))).toMatch(said);
  });

  test('an image of conda may have R', async () => {
    const lines = 'RUN conda install -y r-base && Rscript -e "1"';
    expect(await first(complete, image(lines, 'docker.io/condaforge/miniforge3:24.11.3-0'))).not.toMatch('fail');
  });
});

describe('what a failure stood before', () => {
  test('what could not be judged is said beside it', async () => {
    const main =
      'import requests, torchvision\nrequests.get("https://x.org")\ntorchvision.models.resnet18(weights="IMAGENET1K_V1")';
    const files = {
      ...python(main),
      Dockerfile: python(main)['Dockerfile']?.replace('WORKDIR', 'ENV TORCH_HOME=/safe_data/torch\nWORKDIR') ?? '',
    };
    expect((await judge(noDownload, files)).results.map(({ verdict }) => verdict)).toEqual(['fail', 'unknown']);
  });

  test('one call is judged alike however its argument is written', async () => {
    const enumerated =
      'import torchvision\nfrom torchvision.models import ResNet18_Weights\ntorchvision.models.resnet18(weights=ResNet18_Weights.DEFAULT)';
    const asText = 'import torchvision\ntorchvision.models.resnet18(weights="IMAGENET1K_V1")';
    for (const main of [enumerated, asText]) {
      const Dockerfile = python(main)['Dockerfile']?.replace('WORKDIR', 'ENV TORCH_HOME=/safe_data/torch\nWORKDIR');
      expect(await first(noDownload, { ...python(main), Dockerfile: Dockerfile ?? '' })).toMatch('unknown');
    }
  });
});

describe('packages', () => {
  test('a module that no table knows is no name of a package', async () => {
    const fix = await fixOf(imports, listed('import lifelines\nimport foobarbaz', 'pandas==2.2.3'));
    expect(fix).toMatch('add lifelines to requirements.txt');
    expect(fix).toMatch('which package brings foobarbaz, whose name may be another');
    expect(fix).not.toMatch(/add [^;]*foobarbaz to/);
  });

  test('the atlas knows what brings a module', async () => {
    expect(await fixOf(imports, listed('import redcap', 'pandas==2.2.3'))).toMatch('add pycap to requirements.txt');
    expect(await first(imports, listed('import redcap', 'PyCap==2.7.0'))).toMatch('pass');
  });

  test('bad lines of a list do not hide what nothing installs', async () => {
    const { results } = await judge(imports, listed('import lifelines', 'pandas==='));
    expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'unknown']);
  });

  test('an address of git is named by its commit', async () => {
    const fix = await fixOf(pinned, listed('import x', 'x @ git+https://github.com/a/x@master'));
    expect(fix).toMatch('name a commit');
  });
});

describe('records with slips', () => {
  test('a key beside waivers is named', async () => {
    const { waiverProblems } = await judge(noDownload, {
      ...python('print(1)'),
      '.tre-container.yml': 'waiver:\n  - rule: x\n',
    });
    expect(waiverProblems[0]?.what).toMatch(
      'unknown key "waiver", and what is below it counts for nothing: did you mean "waivers"?',
    );
  });

  test('an answer that is none is named', async () => {
    const record = {
      'generator-tre-container': {
        version: '0.1.0',
        answers: { base: 'python', project: 'eDRIS-1', systemPackage: [] },
      },
    };
    const { results } = await judge(named, { ...python('print(1)'), '.yo-rc.json': JSON.stringify(record) });
    expect(results[0]).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('did you mean "systemPackages"?'),
    });
  });

  test('a variable is no remedy for a call that counts more', async () => {
    const { results } = await judge(sends, python('import mlflow\nmlflow.set_tracking_uri("https://x.org")'));
    expect(results[0]?.fix).toMatch('take this call out, which counts more than a variable');
  });
});

describe('Julia and R', () => {
  test('a package that is added where nothing may be fetched is not there', async () => {
    const files = julia('import Pkg; Pkg.add("Colors")', 'ENV JULIA_PKG_OFFLINE=true\n');
    expect(await first(noDownload, files)).toMatch('fail Pkg.add installs packages, and finds none');
  });

  test('a database of another machine', async () => {
    const files = julia('using LibPQ\nLibPQ.Connection("host=db.nhs.uk dbname=x")');
    expect(await first(noDownload, files)).toMatch('fail');
  });

  test('a package of Julia is written with its capitals', async () => {
    const files = julia('using ourtools', `RUN julia -e 'using Pkg; Pkg.add(name="CSV", version="0.10")'\n`);
    const { results } = await judge(imports, files);
    expect(results[0]).toMatchObject({ verdict: 'fail', fix: expect.stringContaining('begins with a capital') });
  });

  test('a document that is not there is no package, and what it becomes does not stand for it', async () => {
    const files = r('rmarkdown::render("/app/report.Rmd")');
    expect((await judge(imports, files)).results.map(({ message }) => message).join()).not.toMatch('report.Rmd is imp');
    expect(await first(filesInImage, files)).toMatch('fail reads /app/report.Rmd, which neither the image nor');
  });
});

describe('what was not followed', () => {
  test.each([
    ['import sys\nif sys.argv[1:]:\n    import torch', 'not asked for: torch (main.py:3)'],
    ['class A:\n    def f(self):\n        import torch', 'not asked for: torch (main.py:3)'],
  ])('%s', async (main, said) => {
    expect(await first(imports, python(main))).toContain(said);
  });

  test.each([
    'try:\n    import torch\nexcept ImportError:\n    torch = None',
    'try:\n    import cudf as frames\nexcept ImportError:\n    import pandas as frames',
    'import sys\nif sys.argv[1:]:\n    import json',
  ])('%s', async (main) => {
    expect(await first(imports, python(main))).not.toMatch('not asked for');
  });
});
