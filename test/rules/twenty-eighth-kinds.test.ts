import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import absolute from '../../src/rules/starts-by-absolute-path.ts';
import homes from '../../src/rules/nothing-in-home.ts';
import complete from '../../src/rules/image-complete.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

async function verdictOf(rule: Rule, project: Files): Promise<string> {
  const { results } = check(await factsOf(project), [rule]);
  return ['fail', 'unknown', 'pass'].find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const python = 'FROM docker.io/library/python:3.13\n';

test.each([
  ['subprocess.call("python part.py", shell=True, cwd="/app/parts")', '/app/parts/part.py', 'pass'],
  [
    'subprocess.call(". /env/bin/activate && python part.py", shell=True, cwd="/app/parts")',
    '/app/parts/part.py',
    'pass',
  ],
  ['subprocess.run(["python", "part.py"], cwd="/app/parts")', '/app/parts/part.py', 'pass'],
  ['subprocess.run("cd parts && python part.py", shell=True, cwd="/app")', '/app/parts/part.py', 'pass'],
  ['subprocess.run(["python", "part.py"], cwd=os.path.dirname(os.path.abspath(__file__)))', '/app/part.py', 'pass'],
  ['subprocess.run(["python", "part.py"], cwd="/other")', '/app/parts/part.py', 'fail', 'pass'],
  ['subprocess.run(["python", "part.py"])', '/app/parts/part.py', 'fail', 'fail'],
])('a call starts its program in the folder that it names: %s', async (call, place, verdict, found = 'pass') => {
  const files = {
    Dockerfile: `${python}COPY main.py /app/\nCOPY part.py ${place}\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': `import os\nimport subprocess\n${call}\n`,
    'part.py': 'print(1)\n',
  };
  expect(await verdictOf(complete, files)).toBe(verdict);
  expect(await verdictOf(absolute, files)).toBe(found);
});

test('a folder that a call names by a relative path leaves it to the working directory', async () => {
  const files = {
    Dockerfile: `${python}WORKDIR /app\nCOPY main.py /app/\nCOPY part.py /app/parts/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': 'import subprocess\nsubprocess.run(["python", "part.py"], cwd="parts")\n',
    'part.py': 'print(1)\n',
  };
  expect(await verdictOf(complete, files)).toBe('pass');
  expect(await verdictOf(absolute, files)).toBe('fail');
});

test.each([
  ['/app/main.py ', 'fail', 'pass'],
  ['/app/main.py\t', 'fail', 'pass'],
  ['/app/main.py', 'pass', 'pass'],
])('a blank at the end of a name makes another of it: %j', async (name, verdict, files) => {
  const project = {
    Dockerfile: `${python}COPY main.py /app/\nENTRYPOINT ["python", ${JSON.stringify(name)}]\n`,
    'main.py': 'print(1)\n',
  };
  expect(await verdictOf(complete, project)).toBe(verdict);
  expect(await verdictOf(filesInImage, project)).toBe(files);
});

test.each([
  ['OUT_DIR = "/home/me/out"\n# print(OUT_DIR)\n', 'pass'],
  ['OUT_DIR = "/home/me/out"\nprint(OUT_DIR)\n', 'fail'],
  ['OUT_DIR = "/home/me/out"\ndef f():\n    print(f"{OUT_DIR}/a")\nf()\n', 'fail'],
  ['class Settings:\n    OUT_DIR = "/home/me/out"\nprint(Settings.OUT_DIR)\n', 'fail'],
])('what a started program calls by a name and never uses is no place that it needs: %j', async (main, verdict) => {
  const Dockerfile = `${python}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`;
  expect(await verdictOf(homes, { Dockerfile, 'main.py': main })).toBe(verdict);
});

test('what one file names and another uses counts', async () => {
  const files = {
    Dockerfile: `${python}COPY *.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': 'from config import OUT_DIR\nprint(OUT_DIR)\n',
    'config.py': 'OUT_DIR = "/home/me/out"\n',
  };
  expect(await verdictOf(homes, files)).toBe('fail');
});
