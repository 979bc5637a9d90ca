import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import complete from '../../src/rules/image-complete.ts';
import download from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import absolute from '../../src/rules/starts-by-absolute-path.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const order = ['fail', 'unknown', 'pass'];

async function verdictOf(rule: Rule, project: Files): Promise<string> {
  const { results } = check(await factsOf(project), [rule]);
  return order.find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const app = { 'api/app.py': 'import nltk\nfrom fastapi import FastAPI\n\nnltk.download("punkt")\napp = FastAPI()\n' };

const project = (cmd: string, runs = 'RUN pip install fastapi==0.139.0 uvicorn==0.51.0 nltk==3.10.0\n'): Files => ({
  ...app,
  Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /src\n${runs}COPY api/ api/\nEXPOSE 8000\nCMD ${cmd}\n`,
});

const wrong = '["uvicorn", "app.api:app", "--host", "0.0.0.0"]';

describe('a start that is not in the image', () => {
  test.each([
    ['["uvicorn", "api.app:app"]', 'pass'],
    [wrong, 'fail'],
    ['["python", "-m", "app.api"]', 'fail'],
    ['["python", "app/api.py"]', 'fail'],
    // Nothing of the project is called so: it may be of a package.
    ['["uvicorn", "server.main:app"]', 'unknown'],
  ])('is a fail of image-complete where COPY alone made the folder: %s', async (cmd, verdict) => {
    expect(await verdictOf(complete, project(cmd))).toBe(verdict);
  });

  test.each([
    'RUN pip install app-server==1.0\n',
    'RUN pip install git+https://github.com/a/b@0123456789012345678901234567890123456789\n',
    'RUN pip install .\n',
    'RUN pip install -r list.txt\n',
    'RUN git clone https://github.com/a/b app\n',
  ])('may be brought by the build: %s', async (runs) => {
    expect(await verdictOf(complete, project(wrong, runs))).toBe('unknown');
  });

  test('leaves the other rules to what is there', async () => {
    expect(await verdictOf(download, project(wrong))).toBe('fail');
    expect(await verdictOf(outputs, project(wrong))).toBe('pass');
    expect(await verdictOf(absolute, project(wrong))).toBe('fail');
  });

  test('does not hide what else could not be followed', async () => {
    const more = { ...project(wrong), 'api/other.py': 'import subprocess\nsubprocess.run(["some-tool"])\n' };
    expect(await verdictOf(outputs, more)).toBe('unknown');
    const { results } = check(await factsOf(more), [download]);
    expect(results.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'unknown']);
  });
});

describe('a library that a RUN installs by its name', () => {
  test('counts where a list that nothing installs has it, too', async () => {
    const installed = {
      Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install transformers==5.23.0\n',
      'requirements.txt': 'transformers==5.23.0\n',
    };
    expect(await verdictOf(hfHome, installed)).toBe('fail');
  });
});
