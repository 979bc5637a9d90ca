import { describe, expect, test } from 'vitest';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const from = 'FROM docker.io/library/python:3.13\n';
const start = 'ENTRYPOINT ["python", "/app/main.py"]\n';
const app = `${from}WORKDIR /app\nCOPY . .\n${start}`;
const scratch = `${from}COPY . /app/\nWORKDIR /scratch\n${start}`;

async function judge(rule: CheckedRule, files: Files): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return `fail: ${verdict.findings.map(({ message }) => message).join(' | ')}`;
  return verdict.verdict === 'unknown' ? `unknown: ${verdict.reason}` : verdict.verdict;
}

describe('image-complete', () => {
  test.each<[string, Files, RegExp]>([
    [
      'a build product may be made before',
      { Dockerfile: `${from}COPY dist/ /app/\n` },
      /^unknown: .*may be made before/,
    ],
    [
      'what git leaves out may be brought',
      { Dockerfile: `${from}COPY secrets.yml /app/\n`, '.gitignore': 'secrets.yml\n' },
      /^unknown: .*may be made before/,
    ],
    [
      'what a recipe makes',
      { Dockerfile: `${from}COPY tables /app/tables\n`, Makefile: 'tables: raw\n\tpython make.py\n' },
      /^unknown/,
    ],
    [
      'a name in a variable',
      { Dockerfile: `${from}ARG V\nCOPY $V/list.txt /app/\n` },
      /^unknown: .*whose value the file does not tell/,
    ],
    [
      'a folder whose context nobody names',
      { 'docker/Dockerfile': `${from}COPY lib/x.py /app/\n`, 'other/lib/x.py': '' },
      /^unknown: .*depends on the folder/,
    ],
    [
      'a program that the base has',
      {
        Dockerfile: 'FROM ghcr.io/org/tool:1.0\nCOPY a.txt /app/\nENTRYPOINT ["python", "/opt/tool/run.py"]\n',
        'a.txt': '',
      },
      /^unknown/,
    ],
    [
      'a program that a RUN fetches',
      {
        Dockerfile: `${from}COPY a.txt /app/\nRUN curl -o /app/main.py https://example.org/main.py\n${start}`,
        'a.txt': '',
      },
      /^unknown/,
    ],
    [
      'a program that lies elsewhere is named',
      { Dockerfile: `${from}COPY src /opt/src\n${start}`, 'src/main.py': '' },
      /^fail: ENTRYPOINT starts \/app\/main\.py, which nothing puts into the image; the project has src\/main\.py$/,
    ],
  ])('%s', async (_title, files, expected) => {
    expect(await judge(imageComplete, files)).toMatch(expected);
  });

  test('a starter that was edited is the person’s', async () => {
    const files = {
      Dockerfile: `${from}COPY src/ /app/\n${start}`,
      '.tre-container/baseline.json':
        '{"version": "0.1.0", "files": {"src/main.py": {"ownership": "user", "text": ["print(1)", ""]}}}',
      'explore.R': 'summary(1)\n',
    };
    expect(await judge(imageComplete, { ...files, 'src/main.py': 'print(2)\n' })).toBe('pass');
    expect(await judge(imageComplete, { ...files, 'src/main.py': 'print(1)\n' })).toMatch(/^fail: .*\(R: 1 file\)/);
  });
});

describe('files-in-image', () => {
  const list = { 'codes.csv': 'a\n' };
  test.each<[string, Files, RegExp]>([
    ['beside the program', { Dockerfile: app, 'main.py': 'open("codes.csv")\n', ...list }, /^pass$/],
    [
      'relative to where it is started, and not there',
      { Dockerfile: scratch, 'main.py': 'open("codes.csv")\n', ...list },
      /^fail: opens codes\.csv relative to \/scratch, where it is not: the image has codes\.csv at \/app\/codes\.csv/,
    ],
    [
      'asked for before',
      {
        Dockerfile: scratch,
        'main.py': 'import os\nif os.path.exists("codes.csv"):\n    open("codes.csv")\n',
        ...list,
      },
      /^pass$/,
    ],
    [
      'written before',
      { Dockerfile: scratch, 'main.py': 'open("codes.csv", "w").write("a")\nopen("codes.csv")\n', ...list },
      /^pass$/,
    ],
    [
      'a file that nobody has',
      { Dockerfile: scratch, 'main.py': 'open("cohort.csv")\n' },
      /^fail: reads cohort\.csv relative to \/scratch/,
    ],
    [
      'in a function that nobody calls',
      { Dockerfile: scratch, 'main.py': 'def later():\n    open("codes.csv")\n', ...list },
      /^pass$/,
    ],
    [
      'a script that copies the project to where it works',
      {
        Dockerfile: `${from}COPY . /opt/project/\nENTRYPOINT ["/opt/project/start.sh"]\n`,
        'start.sh': '#!/bin/sh\ncp -R /opt/project/. /scratch/work\ncd /scratch/work\npython main.py\n',
        'main.py': 'open("codes.csv")\n',
        ...list,
      },
      /^pass$/,
    ],
    [
      'a list that the build makes',
      {
        Dockerfile: `${from}COPY main.py /app/\nRUN python -c "print(1)" > /app/codes.csv\nWORKDIR /app\n${start}`,
        'main.py': 'open("codes.csv")\n',
        ...list,
      },
      /^pass$/,
    ],
    [
      'a library of the same name as a folder',
      {
        Dockerfile: `${from}COPY main.py requirements.txt /app/\nRUN pip install -r /app/requirements.txt\n${start}`,
        'requirements.txt': 'datasets==4.0.0\n',
        'main.py': 'import datasets\n',
        'datasets/__init__.py': '',
      },
      /^pass$/,
    ],
  ])('%s', async (_title, files, expected) => {
    expect(await judge(filesInImage, files)).toMatch(expected);
  });
});

describe('imports-installed', () => {
  const installing = `${from}COPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\n${start}`;
  const listed = { Dockerfile: installing, 'requirements.txt': 'pandas==3.0.6\n' };
  test.each<[string, Files, RegExp]>([
    ['what another package may bring', { ...listed, 'main.py': 'import tqdm\n' }, /^unknown: tqdm is imported/],
    [
      'what is tried',
      { ...listed, 'main.py': 'try:\n    import cupy\nexcept ImportError:\n    cupy = None\n' },
      /^pass$/,
    ],
    ['in a function', { ...listed, 'main.py': 'def plot():\n    import seaborn\n' }, /^pass$/],
    ['a module of the project', { ...listed, 'main.py': 'import helper\n', 'helper.py': '' }, /^pass$/],
    [
      'a package of the system',
      {
        Dockerfile: `FROM docker.io/library/debian:13\nRUN apt-get update && apt-get install -y python3-numpy\nCOPY main.py /app/\nENTRYPOINT ["python3", "/app/main.py"]\n`,
        'main.py': 'import numpy\n',
      },
      /^pass$/,
    ],
    [
      'an index on the image itself',
      {
        Dockerfile: `${from}ENV PIP_NO_INDEX=1\nCOPY wheels/ /wheels/\nRUN pip install --find-links /wheels pandas\nCOPY main.py /app/\n${start}`,
        'main.py': 'import pandas\n',
        'wheels/x': '',
      },
      /^pass$/,
    ],
    [
      'switched on again for the install',
      {
        Dockerfile: `${from}ENV PIP_NO_INDEX=1\nRUN PIP_NO_INDEX=0 pip install pandas==3.0.6\nCOPY main.py /app/\n${start}`,
        'main.py': 'import pandas\n',
      },
      /^pass$/,
    ],
  ])('%s', async (_title, files, expected) => {
    expect(await judge(importsInstalled, files)).toMatch(expected);
  });
});

describe('results in /scratch', () => {
  test.each<[string, string, RegExp]>([
    ['kept nowhere', 'table.to_csv("result.csv")\n', /^fail: writes result\.csv to \/scratch/],
    ['a temporary file', 'table.to_csv("tmp/part.csv")\n', /^pass$/],
    ['read again', 'import pandas as pd\ntable.to_csv("step1.csv")\npd.read_csv("step1.csv")\n', /^pass$/],
    [
      'brought to /safe_outputs at the end',
      'import shutil\ntable.to_csv("result.csv")\nshutil.copy("result.csv", "/safe_outputs/result.csv")\n',
      /^pass$/,
    ],
    ['to /safe_outputs itself', 'table.to_csv("/safe_outputs/result.csv")\n', /^pass$/],
  ])('%s', async (_title, text, expected) => {
    expect(await judge(outputs, { Dockerfile: scratch, 'main.py': text })).toMatch(expected);
  });
});
