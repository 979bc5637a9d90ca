import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const verdict = rule.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', source: ['print(1)\n'], metadata: {}, outputs: [], execution_count: null }],
  metadata: { kernelspec: { language: 'python', name: 'python3' } },
  nbformat: 4,
  nbformat_minor: 5,
});

test.each([
  ['["papermill", "/app/a.ipynb", "/safe_outputs/o.ipynb"]', 'pass'],
  ['["python3", "-m", "papermill", "/app/a.ipynb", "/safe_outputs/o.ipynb"]', 'pass'],
  ['["papermill", "-p", "n", "1", "--cwd", "/scratch", "/app/a.ipynb", "/safe_outputs/o.ipynb"]', 'pass'],
  ['["papermill", "/app/a.ipynb", "/safe_outputs/o.ipynb", "-f", "/app/p.yml"]', 'pass'],
  ['["python3", "-m", "papermill", "/app/a.ipynb", "/app/o.ipynb"]', 'writes to /app/o.ipynb'],
  ['["papermill", "-k", "python3", "/app/a.ipynb", "/app/o.ipynb"]', 'writes to /app/o.ipynb'],
])('of papermill the second name is written: %s', async (start, expected) => {
  const dockerfile = `FROM docker.io/library/python:3.13\nRUN pip install papermill==2.6\nCOPY . /app/\nCMD ${start}\n`;
  expect(await judged(outputsInSafe, dockerfile, { 'a.ipynb': notebook, 'p.yml': 'n: 1\n' })).toContain(expected);
});

const julia = (start: string, run = '', from = 'julia:1.10'): string =>
  `FROM docker.io/library/${from}\n${run}COPY . /app/\nCMD ${start}\n`;
const script = (text: string): Record<string, string> => ({
  'start.sh': text,
  'main.jl': 'using Helper\n',
  'Helper.jl': 'module Helper\nend\n',
});

test('where Julia is told other places to look in, it is unknown whether a module is found', async () => {
  const start = julia('["sh", "/app/start.sh"]');
  for (const text of [
    'export JULIA_LOAD_PATH=/app:\njulia /app/main.jl\n',
    'JULIA_LOAD_PATH=/app: julia /app/main.jl\n',
  ])
    expect(await judged(importsInstalled, start, script(text))).toBe('unknown');
  expect(await judged(importsInstalled, start, script('julia /app/main.jl\n'))).toContain('nothing installs Helper');
});

const using = (names: string): Record<string, string> => ({ 'main.jl': `using ${names}\n` });

test('packages that Julia brings are there, those of binaries too; one that somebody brings is unknown', async () => {
  const start = julia('["julia", "/app/main.jl"]');
  expect(await judged(importsInstalled, start, using('OpenBLAS_jll, p7zip_jll, LinearAlgebra'))).toBe('pass');
  expect(await judged(importsInstalled, start, using('FFMPEG_jll'))).toBe('unknown');
  expect(await judged(importsInstalled, start, using('CSV'))).toContain('nothing installs CSV');
  const dev = julia('["julia", "/app/main.jl"]', `RUN julia -e 'using Pkg; pkg"dev /opt/CSV"'\n`);
  expect(await judged(importsInstalled, dev, using('CSV'))).toBe('unknown');
});
