import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adopt, type AnyCall, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await run({ targets: [target], flags } as never, environment);
  return environment.printed.out + environment.printed.err;
}

async function adopted(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  await start(adopt, folder, { defaults: true });
  return readFileSync(join(folder, 'tre/Dockerfile'), 'utf8');
}

const ofHub = /HF_HOME|HF_HUB_OFFLINE|DO_NOT_TRACK|models are read from/;
const python = (text: string): string =>
  `${text}import pandas as pd\nx = pd.read_csv("/safe_data/a.csv")\nx.to_csv("/safe_outputs/b.csv")\nprint(1)\nprint(2)\n`;
const list = 'pandas==2.2.3\n';
const r = 'library(dplyr)\nx <- read.csv("/safe_data/a.csv")\nwrite.csv(x, "/safe_outputs/b.csv")\nprint(1)\n';

const without: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a list of Python', { 'run.py': python(''), 'requirements.txt': list }],
  ['a program of R', { 'run.R': r }],
  [
    'their own Dockerfile of a known family',
    {
      'run.py': python(''),
      'requirements.txt': list,
      Dockerfile:
        'FROM python:3.13\nWORKDIR /work\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "run.py"]\n',
    },
  ],
];
const having: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['an import', { 'run.py': python('from transformers import pipeline\n'), 'requirements.txt': list }],
  ['a list', { 'run.py': python(''), 'requirements.txt': `${list}sentence-transformers==5.1.2\n` }],
  ['a library that brings one', { 'run.py': python('import bertopic\n'), 'requirements.txt': list }],
  ['a variable', { 'run.py': python('import os\nprint(os.environ["HF_HOME"])\n'), 'requirements.txt': list }],
  ['a library that no table has', { 'run.py': python(''), 'requirements.txt': `${list}lab-of-words==1.0\n` }],
  ['R that imports from Python', { 'run.R': `library(reticulate)\n${r}` }],
];

it.each(without)('%s without a library of Hugging Face gets none of its variables', async (_name, files) => {
  const made = await adopted(files);
  expect(made).not.toMatch(ofHub);
  expect(made).toContain('XDG_CACHE_HOME=/scratch/cache');
  expect(made).toMatch(/^# Caches are written to \/scratch[;.]/m);
  // Nothing is ticked of a library that is not there, nothing is missed, and an upgrade writes the same.
  expect(readFileSync(join(folder, 'tre/CHECKLIST.md'), 'utf8')).not.toMatch(/\[x\].*HF_HOME/);
  expect(await start(check, join(folder, 'tre'), { verbose: true })).not.toMatch(/HF_HOME.*is not set/);
  expect(await start(upgrade, join(folder, 'tre'), {})).toMatch(/is up to date/);
});

it.each(having)('%s keeps them', async (_name, files) => {
  const made = await adopted(files);
  expect(made).toMatch(/HF_HOME=\/safe_data\/huggingface/);
  expect(made).toMatch(/models are read from/);
});
