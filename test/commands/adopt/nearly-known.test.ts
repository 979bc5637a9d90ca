import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearly-known-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readmeOf(files: Readonly<Record<string, string>>, program: string): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const set = [`program=${program}`, 'project=nsh-2026-001', 'registry=ghcr.io/me'];
  expect(await adopt({ targets: [folder], flags: { defaults: true, set } }, catchEnvironment())).toBe(0);
  return readFileSync(join(folder, 'tre/README.md'), 'utf8');
}

test.each([
  ['R', 'table.R', 'library(dplyr)\nlibrary(gtsumary)\nprint(1)\n', 'gtsumary is nearly written as gtsummary', 2],
  ['Python', 'run.py', 'import numpy\nimport sklern\nprint(1)\n', 'sklern is nearly written as sklearn', 2],
  ['Julia', 'run.jl', 'using DataFrame\nprintln(1)\n', 'DataFrame is nearly written as DataFrames', 1],
])('what a program loads with a slip is asked about: %s', async (_name, program, text, said, line) => {
  const readme = await readmeOf({ [program]: text }, program);
  expect(readme).toContain(said);
  expect(readme).toContain(`, and adopt again`);
  expect(readme).toContain(`${program}:${String(line)}`);
  expect(readme.match(/nearly written as/g)).toHaveLength(1);
});

test.each([
  [
    'R',
    { DESCRIPTION: 'Package: a\nImports: dplyr, gtsumary\n', 'a.R': 'library(dplyr)\nprint(1)\n' },
    'a.R',
    'gtsumary',
  ],
  [
    'Python',
    { 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["pandass"]\n', 'a.py': 'print(1)\n' },
    'a.py',
    'pandass',
  ],
])('so is a name of a list of theirs that is written into ours: %s', async (_name, files, program, written) => {
  expect(await readmeOf(files as Record<string, string>, program)).toContain(`${written} is nearly written as`);
});

test('what a list of theirs and a program name alike is meant, and a known name is none', async () => {
  const files = {
    DESCRIPTION: 'Package: a\nImports: dplyr, survminr\n',
    'a.R': 'library(dplyr)\nlibrary(survminr)\nlibrary(glmnet)\nprint(1)\n',
  };
  expect(await readmeOf(files, 'a.R')).not.toContain('nearly written as');
});

const list = (versions: readonly string[]): string => versions.map((version) => `${version}\n`).join('');

test('nor is one in a list that a tool wrote of what was installed', async () => {
  const names = ['pathy', 'patsy', ...Array.from({ length: 10 }, (_, at) => `plain-${String(at)}`)];
  const files = {
    'run.py': 'print(1)\n',
    'requirements.txt': list(names.map((name) => `${name}==0.5.6+computecanada`)),
  };
  expect(await readmeOf(files, 'run.py')).not.toContain('nearly written as');
  const typed = { ...files, 'requirements.txt': list(names.slice(0, 3).map((name) => `${name}==0.5.6+computecanada`)) };
  expect(await readmeOf(typed, 'run.py')).toContain('pathy is nearly written as patsy');
});
