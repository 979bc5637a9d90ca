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
  await adopt({ targets: [folder], flags }, environment);
  return environment.printed.out + environment.printed.err;
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
  expect(await start({ defaults: true, set: ['mode=interactive'] })).toMatch(
    /nothing written: it calls for rocker, which adopt cannot write in this version/,
  );
});

test('a computed name is held against what the start names', async () => {
  write({
    'run.py': 'import sys\nname = sys.argv[2]\nopen(name, "w").write("x")\nopen(f"{name}.log", "w").write("x")\n',
  });
  await start({ defaults: true, set: ['program=python run.py --out results/clean.parquet'] });
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toMatch(
    /written to a place that the program computes: is it what the start names \(results\/clean\.parquet\)/,
  );
});
