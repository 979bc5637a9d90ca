import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import noSecrets from '../../src/rules/no-secrets.ts';
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

const withSecret = (run: string, user = ''): string =>
  `FROM docker.io/library/python:3.13\n${user}RUN --mount=type=secret,id=pat ${run}\n`;
const login = 'echo "machine github.com login x password $(cat /run/secrets/pat)"';
const written = 'a secret of the build is written into the image';
const address = 'url."https://$(cat /run/secrets/pat)@github.com/".insteadOf';

test.each([
  `trap "rm -f /root/.netrc" EXIT; ${login} > /root/.netrc && pip install x`,
  `${login} > ~/.netrc && pip install x && rm -f /root/.netrc`,
  `${login} > $HOME/.netrc && pip install x && rm -f ~/.netrc`,
  `${login} > /root/.netrc && pip install x && rm -f "\${HOME}/.netrc"`,
  `git config --global ${address} "https://github.com/" && pip install x && rm -f ~/.gitconfig`,
  `git config --global ${address} "https://github.com/" && pip install x && git config --global --unset ${address}`,
])('a secret that the RUN takes away again is in no layer: %s', async (run) => {
  expect(await judged(noSecrets, withSecret(run))).toBe('pass');
});

test.each([
  `trap "rm -f /tmp/x" EXIT; ${login} > /root/.netrc && pip install x`,
  `trap "rm -f /root/.netrc" INT; ${login} > /root/.netrc && pip install x`,
  `trap "echo rm -f /root/.netrc" EXIT; ${login} > /root/.netrc && pip install x`,
  `${login} > ~/.netrc && pip install x && rm -f /home/other/.netrc`,
  `${login} > ~/.netrc && pip install x && rm -f ~/.netrc.old`,
  `rm -f ~/.netrc; ${login} > ~/.netrc && pip install x`,
  `git config --global ${address} "https://github.com/" && pip install x`,
  `git config --system ${address} "https://github.com/" && rm -f ~/.gitconfig`,
])('a secret that stays is found: %s', async (run) => {
  expect(await judged(noSecrets, withSecret(run))).toBe(written);
});

test('the home directory is that of the user of the RUN', async () => {
  const run = `${login} > ~/.netrc && pip install x && rm -f /home/app/.netrc`;
  expect(await judged(noSecrets, withSecret(run, 'USER app\n'))).toBe('pass');
  expect(await judged(noSecrets, withSecret(run))).toBe(written);
});

const mainOf = (rest: string, place = '/safe_data'): Record<string, string> => ({
  'main.py': `import pandas as pd\nfrom sqlalchemy import create_engine\ne = create_engine("sqlite:///${place}/r.sqlite")\n${rest}`,
});

test('a database of the data that a program fills is unknown, and one that it reads is read', async () => {
  const dockerfile = 'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py"]\n';
  const fills = 'pd.read_csv("/safe_data/a.csv").to_sql("t", e)\n';
  expect(await judged(outputsInSafe, dockerfile, mainOf(fills))).toBe('unknown');
  expect(await judged(outputsInSafe, dockerfile, mainOf(fills, '/scratch'))).toBe('pass');
  expect(await judged(outputsInSafe, dockerfile, mainOf('pd.read_sql("select 1", e)\n'))).toBe('pass');
  const other = `f = create_engine("sqlite:////scratch/f.sqlite")\n${fills.replace('e)', 'f)')}`;
  expect(await judged(outputsInSafe, dockerfile, mainOf(other))).toBe('pass');
});

const micromamba = (more: string, start = '/tmp/main.py'): string =>
  `FROM docker.io/mambaorg/micromamba:1.5.8\nRUN micromamba install -y -n base python=3.12\n${more}CMD ["python", "${start}"]\n`;

test('what is copied beside the folder in which the base works is unknown where the start names it whole', async () => {
  const main = { 'main.py': 'print(1)\n' };
  expect(await judged(imageComplete, micromamba('COPY main.py ./\n'), main)).toBe('unknown');
  expect(await judged(imageComplete, micromamba('WORKDIR app\nCOPY main.py .\n', '/tmp/app/main.py'), main)).toBe(
    'unknown',
  );
  const missing = '/tmp/main.py, which nothing puts';
  expect(await judged(imageComplete, micromamba('COPY main.py /app/\n'), main)).toContain(missing);
  expect(await judged(imageComplete, micromamba('WORKDIR /app\nCOPY main.py .\n'), main)).toContain(missing);
});
