import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import imports from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

// What newcomers to the program were told "yes" of, with nobody having looked: imports that only some lines come by.

type Files = Readonly<Record<string, string>>;
const judge = async (rule: Rule, files: Files): Promise<CheckReport> => check(await factsOf(files), [rule]);
const first = async (rule: Rule, files: Files): Promise<string> => {
  const { results } = await judge(rule, files);
  return `${results[0]?.verdict ?? ''} ${results[0]?.message ?? ''}`;
};

const python = {
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY *.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
};

test.each([
  ['in a function that runs', 'def f():\n    import torch\nf()\n', 'fail'],
  ['in a function that a function calls', 'def f():\n    import torch\ndef g():\n    f()\ng()\n', 'fail'],
  ['below the guard', 'if __name__ == "__main__":\n    import torch\n', 'fail'],
  ['in a block that always runs', 'for i in range(3):\n    import torch\n', 'fail'],
  ['by its name', 'import importlib\nimportlib.import_module("torch")\n', 'fail'],
  ['in a function that nothing calls', 'def f():\n    import torch\n', 'pass'],
  ['where a condition holds', 'import sys\nif sys.argv[1:]:\n    import torch\n', 'pass'],
  ['in one branch of a function', 'import sys\ndef f():\n    if sys.argv[1:]:\n        import torch\nf()\n', 'pass'],
  ['tried', 'def f():\n    try:\n        import torch\n    except ImportError:\n        pass\nf()\n', 'pass'],
  ['suppressed', 'from contextlib import suppress\nwith suppress(ImportError):\n    import torch\n', 'pass'],
  ['after a failure', 'try:\n    import json\nexcept ImportError:\n    import torch\n', 'pass'],
])('an import %s', async (_title, main, verdict) => {
  expect(await first(imports, { ...python, 'main.py': main })).toMatch(verdict);
});

test('the guard of an imported module imports nothing', async () => {
  const files = { 'main.py': 'import lib\n', 'lib.py': 'if __name__ == "__main__":\n    import torch\n' };
  expect(await first(imports, { ...python, ...files })).toMatch('pass');
});

const r = {
  Dockerfile: 'FROM docker.io/library/r-base:4.5.1\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
};

test.each([
  ['in a function that runs', 'f <- function() library(survminer)\nf()\n', 'fail survminer'],
  ['in a block', 'local({\n  library(survminer)\n})\n', 'fail survminer'],
  ['in a function that nothing calls', 'f <- function() library(survminer)\n', 'pass'],
  ['where a condition holds', 'if (nchar(Sys.getenv("X")) > 0) {\n  library(survminer)\n}\n', 'pass'],
  ['that is asked for', 'if (require(survminer)) print(1)\n', 'pass'],
  ['tried', 'try(library(survminer))\n', 'pass'],
])('a package of R %s', async (_title, main, verdict) => {
  expect(await first(imports, { ...r, 'main.R': main })).toMatch(verdict);
});
