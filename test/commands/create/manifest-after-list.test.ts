import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create } from '../../helpers/call-commands.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manifest-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function said(set: readonly string[], onConflict: 'yours' | 'theirs'): Promise<string> {
  const environment = catchEnvironment();
  await create({ targets: [root], flags: { set, defaults: true, 'on-conflict': onConflict } }, environment);
  return environment.printed.err;
}

const list = (): string => readFileSync(join(root, 'install_packages.jl'), 'utf8');

beforeEach(async () => {
  await said(['name=cohort', 'base=julia', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'], 'theirs');
  writeFileSync(join(root, 'Project.toml'), '[deps]\nCSV = "336ed68f-0bac-5ca0-87d4-7b16caf5d00b"\n');
  writeFileSync(join(root, 'Manifest.toml'), '[[deps.CSV]]\nversion = "0.10.15"\n');
  const added = '    PackageSpec(name = "JSON", version = "0.21.4"),\n])';
  writeFileSync(join(root, 'install_packages.jl'), list().replace(/\]\)/, added));
});

test('a manifest that took the place of a list with lines of somebody is what is installed', async () => {
  const err = await said(['packages=Manifest.toml'], 'theirs');
  expect(list()).toContain('Pkg.instantiate()');
  expect(err).not.toContain('for the answers to say the same');
});

test('a list that stays where a manifest was answered is named as a whole', async () => {
  const err = await said(['packages=Manifest.toml'], 'yours');
  expect(list()).toContain('JSON');
  expect(err).toMatch(
    /it does not have Manifest\.toml; for the answers to say the same: --set packages=CSV@0\.10\.15,DataFrames@1\.7\.0,JSON@0\.21\.4\n/,
  );
});
