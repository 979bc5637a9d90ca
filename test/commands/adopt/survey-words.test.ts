import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flags } from '../../../src/model/command.ts';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-words-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function start(flags: Flags): Promise<string> {
  const environment = catchEnvironment();
  const refused = await adopt({ targets: [folder], flags }, environment).then(
    () => '',
    (error: unknown) => String(error),
  );
  return environment.printed.out + environment.printed.err + refused;
}

const copied = {
  Dockerfile:
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD ["python", "run.py"]\n',
  'requirements.txt': 'pandas==2.2.3\ngit+https://github.com/example/phenolib@main\n',
};

test('a package that a copied Dockerfile installs by its address is there, and what is wrong with it stays a to-do', async () => {
  write({ ...copied, 'run.py': 'import pandas, phenolib\nprint(1)\n' });
  const said = await start({ defaults: true, set: ['program=run.py'] });
  expect(said).toMatch(/^ {2}less \S*tre\/README\.md$/m);
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(page).not.toMatch(/phenolib: imported|phenolib.*installed by no line/);
  expect(page).toMatch(/- \[ \] .*phenolib@main`?: a repository without a commit/);
});

test('data beside the program that reads them are in the repository', async () => {
  write({ 'app/run.R': 'x <- readRDS("model.rds")\ny <- readRDS("other.rds")\n', 'app/model.rds': 'x' });
  const said = await start({ survey: true });
  expect(said).toContain('other.rds is read, and is not in the repository');
  expect(said).not.toContain('model.rds is read, and is not in the repository');
});

test('several programs are shown as they are typed', async () => {
  write({ 'a.py': 'print(1)\n', 'b.py': 'print(2)\n' });
  const named = 'python a.py && python b.py';
  expect(await start({ survey: true, set: [`program=${named}`] })).toContain(`starts     ${named} `);
  await start({ defaults: true, set: [`program=${named}`] });
  expect(await start({ survey: true })).toContain(`sh -c '${named}'`);
});

test('a session that is not written here is named, not said to fit nowhere', async () => {
  write({ 'a.R': 'x <- read.csv("/safe_data/a.csv")\nwrite.csv(x, "/safe_outputs/b.csv")\n' });
  for (const way of ['survey', 'defaults']) {
    expect(await start({ [way]: true, set: ['mode=interactive'] })).toMatch(/mode: adopt writes no session in RStudio/);
    expect(await start({ [way]: true, base: 'rocker' })).toMatch(/--base: adopt writes no session in RStudio/);
    expect(await start({ [way]: true, base: 'roker' })).toMatch(/choose one of r\b/);
  }
});

test('a computed name is held against what the start names', async () => {
  write({
    'run.py':
      'import sys\nname = f"{sys.argv[2].upper()}.csv"\nopen(name, "w").write("x")\nopen(f"{name}.log", "w").write("x")\n',
  });
  await start({ defaults: true, set: ['program=python run.py --out results/clean.parquet'] });
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toMatch(
    /written to a place that the program computes: is it what the start names \(results\/clean\.parquet\)/,
  );
});

const run =
  'import sys\nimport argparse\nsource, target = sys.argv[1], sys.argv[2]\nopen(sys.argv[2], "w").write(open(source).read())\n';
const parsed =
  'import argparse\np = argparse.ArgumentParser()\np.add_argument("source")\np.add_argument("target")\na = p.parse_args()\nopen(a.target, "w").write(open(a.source).read())\n';

test.each([
  [run, '/safe_data/a /safe_outputs/b', false],
  [parsed, '/safe_data/a /safe_outputs/b', false],
  [run, '/safe_data/a', true],
  [run, '/safe_outputs/a /safe_data/b', true],
  [run.replace('write(', 'write("x"); open(f"{other}.csv", "w").write('), '/safe_data/a /safe_outputs/b', true],
])('a name that an argument gives is kept where the start says so: %#', async (text, words, isAsked) => {
  write({ 'run.py': text });
  await start({ defaults: true, set: [`program=python run.py ${words}`] });
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(/a file whose name the program computes/.test(page)).toBe(isAsked);
});

test('only what adopt writes is offered: no session where that is RStudio, and no base of another language', async () => {
  write({
    'a.R': 'x <- 1\nprint(x)\n',
    'README.md': 'Open it in RStudio.\n',
    Dockerfile: 'FROM rocker/rstudio:4.4.1\n',
  });
  const survey = await start({ survey: true, json: true });
  expect(survey).not.toMatch(/rocker"|"interactive"/);
  expect(await start({ survey: true })).not.toContain('mode=');
});

test('a batch job that is asked for is no session, in the survey as in adopt, and a base of the other kind is refused', async () => {
  const cells = [{ cell_type: 'code', execution_count: 0, metadata: {}, outputs: [], source: ['print(1)\n'] }];
  write({ 'a.ipynb': JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }) });
  expect(await start({ survey: true })).toMatch(/base +jupyter/);
  expect(await start({ survey: true, set: ['mode=batch'] })).toMatch(/base +python +you asked for a batch job/);
  for (const way of ['survey', 'defaults']) {
    expect(await start({ [way]: true, base: 'jupyter', set: ['mode=batch'] })).toMatch(
      /Jupyter Docker Stacks is a base for sessions, and mode=batch asks for a batch job/,
    );
    expect(await start({ [way]: true, base: 'python', set: ['mode=interactive'] })).toMatch(/or take --base jupyter/);
  }
});
