import { expect, test } from 'vitest';
import nothingInHome from '../../src/rules/nothing-in-home.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const dockerfile =
  'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY main.py ./\nCMD ["python", "/opt/app/main.py"]\n';

test.each([
  ['one of two, for Windows', 'base = "C:\\\\Temp" if sys.platform == "win32" else "/tmp"', 'pass'],
  ['the only one, and a home', 'base = "C:\\\\Users\\\\ann"', 'fail'],
  ['the only one, and no home', 'base = "C:\\\\Temp"', 'pass'],
  [
    'one of two, and the other is of a person',
    'base = "C:\\\\Temp" if sys.platform == "win32" else "/home/ann/x"',
    'fail',
  ],
])('a path of Windows that is %s', async (_, line, verdict) => {
  const main = `import os\nimport sys\n${line}\nprint(open(os.path.join(base, "a.csv")).read())\n`;
  const { results } = check(await factsOf({ Dockerfile: dockerfile, 'main.py': main }), [nothingInHome]);
  expect(results[0]?.verdict).toBe(verdict);
});
