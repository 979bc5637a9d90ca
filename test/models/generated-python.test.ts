import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bases as catalogued } from '../../src/catalog/bases.ts';
import type { BaseName } from '../../src/model/answers/answers.ts';
import { generateProject } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { run } from './run.ts';

/** Those whose language has a loader. */
const bases = (Object.keys(catalogued) as BaseName[]).filter((base) => catalogued[base].language.loaderFile !== '');
const files = ['offline_models.py', 'models/fetch_models.py', 'models/model_files.py'] as const;
/** What a person is asked to keep, in lines. */
const budgets = { 'offline_models.py': 260, 'models/fetch_models.py': 300, 'offline_models.R': 200 } as const;
const versions = ['3.10', '3.11', '3.12', '3.13', '3.14'];
const rules =
  'A,ANN,ARG,B,C4,C90,DTZ,E,F,FA,FLY,FURB,I,LOG,N,PERF,PGH,PIE,PLC,PLE,PLW,PT,RET,RSE,RUF,SIM,SLOT,UP,W,YTT';
/** What libraries return is Any; an exception that is called NetworkAttempt needs no Error after it; no loop here is hot. */
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
      ...files,
    ],
    { cwd },
  );
  const format = await run(
    python,
    ['-m', 'ruff', 'format', '--isolated', '--check', '--line-length', '120', ...files],
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
      ...files,
    ],
    { cwd },
  );
  expect(output).toBe('Success: no issues found in 3 source files\n');
});

test.each(bases)('%s: the module keeps its promises', async (base) => {
  const { output, status } = await run(
    python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join(import.meta.dirname, 'test_offline_models.py')],
    { variables: { PROJECT: await generateProject(base) } },
  );
  expect(output).toMatch(/\b\d{2} passed in /);
  expect(status).toBe(0);
});

test.each(bases)('%s: the files are as small as they were promised', async (base) => {
  const root = await generateProject(base);
  const linesOf = (file: string): number =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split('\n').length - 1 : 0;
  const over = Object.entries(budgets).filter(([file, budget]) => linesOf(file) > budget);
  expect(over).toEqual([]);
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
