import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bases as catalogued } from '../../src/catalog/bases.ts';
import type { BaseName } from '../../src/model/answers/answers.ts';
import { generateProject } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { run } from './run.ts';

const bases = Object.keys(catalogued) as BaseName[];
/** R projects have the module for the fetch script, without tests of their own. */
const filesOf = (base: string): readonly string[] => [
  'offline_models.py',
  'models/fetch_models.py',
  ...(base === 'rocker' ? [] : ['tests/test_offline_models.py']),
];
const versions = ['3.10', '3.11', '3.12', '3.13', '3.14'];
const rules =
  'A,ANN,ARG,B,C4,C90,DTZ,E,F,FA,FLY,FURB,I,LOG,N,PERF,PGH,PIE,PLC,PLE,PLW,PT,RET,RSE,RUF,SIM,SLOT,UP,W,YTT';
/** What libraries return is Any; an exception that is called MissingModel needs no Error after it; no loop here is hot. */
const exceptions = 'ANN401,N818,PERF203';

test.each(bases)('%s: ruff finds nothing and would format nothing', async (base) => {
  const cwd = await generateProject(base);
  const check = await run(
    python,
    [
      '-m',
      'ruff',
      'check',
      '--isolated',
      '--select',
      rules,
      '--ignore',
      exceptions,
      '--line-length',
      '120',
      '--target-version',
      'py310',
      ...filesOf(base),
    ],
    { cwd },
  );
  const format = await run(
    python,
    ['-m', 'ruff', 'format', '--isolated', '--check', '--line-length', '120', ...filesOf(base)],
    { cwd },
  );
  expect([check.output, format.status]).toEqual(['All checks passed!\n', 0]);
});

test.each(versions)('mypy is strict about it on Python %s', async (version) => {
  const cwd = await generateProject('pytorch');
  const { output } = await run(
    python,
    [
      '-m',
      'mypy',
      '--strict',
      '--python-version',
      version,
      '--cache-dir',
      join(dirname(python), '../mypy-cache'),
      ...filesOf('pytorch'),
    ],
    { cwd },
  );
  expect(output).toBe('Success: no issues found in 3 source files\n');
});

test.each(bases.filter((base) => base !== 'rocker'))('%s: the tests that are generated pass', async (base) => {
  const { output, status } = await run(
    python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/test_offline_models.py'],
    { cwd: await generateProject(base) },
  );
  expect(output).toMatch(/\b\d{2} passed in /);
  expect(status).toBe(0);
});

test('the module needs nothing but Python', async () => {
  const cwd = await generateProject('pytorch');
  const { output, status } = await run(
    'python3',
    [
      '-I',
      '-S',
      '-c',
      `import sys; sys.path.insert(0, '.'); import offline_models; print(sorted(n for n in sys.modules if n in {'torch', 'numpy', 'requests'}))`,
    ],
    { cwd },
  );
  expect([status, output]).toEqual([0, '[]\n']);
  expect(readdirSync(cwd)).toContain('offline_models.py');
});
