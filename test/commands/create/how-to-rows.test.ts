import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create, upgrade } from '../../helpers/call-commands.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function make(...set: readonly string[]): Promise<string> {
  const given = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group', ...set];
  await create({ targets: [folder], flags: { set: given, defaults: true } }, catchEnvironment());
  return read('README.md');
}

test('R: CRAN of another day is one word in the list, and stays', async () => {
  expect(await make('base=r')).toContain('| newer packages | CRAN of another day: between the quotes of `day <- ""`');
  writeFileSync(
    join(folder, 'install_packages.R'),
    read('install_packages.R').replace('day <- ""', 'day <- "2026-10-01"'),
  );
  await make('base=r', 'packages=lme4');
  await upgrade({ targets: [folder], flags: { set: ['base=rocker'], defaults: true } }, catchEnvironment());
  expect(read('install_packages.R')).toContain('day <- "2026-10-01"');
});

test.each([
  ['base=r', 'packages=renv.lock', '`renv::snapshot()`'],
  ['base=julia', 'packages=Manifest.toml', 'Pkg.add("NAME")'],
])('%s: where a lock names all packages, another one comes by the lock', async (base, packages, how) => {
  const readme = await make(base, packages);
  const row = readme.split('\n').find((line) => line.startsWith('| another package |'));
  expect(row).toContain(how);
  expect(row).not.toContain('a line in');
});

test('Julia: no row for an answer that it refuses', async () => {
  const readme = await make('base=julia');
  expect(readme).not.toContain('--set models=');
  expect(readme).toContain('| a model | bring its files to `/safe_data`');
});
