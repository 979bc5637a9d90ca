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

const projectNames = (...names: readonly string[]): void =>
  writeFileSync(join(root, 'Project.toml'), `[deps]\n${names.map((name) => `${name} = "x"\n`).join('')}`);

/** Without a word on conflicts: one would stop it. */
async function setManifest(): Promise<string> {
  const environment = catchEnvironment();
  const flags = { set: ['packages=Manifest.toml'], defaults: true };
  expect(await create({ targets: [root], flags }, environment)).toBe(0);
  return environment.printed.err;
}

test.each([
  ['as the template writes it', '    PackageSpec(name = "Plots"),\n'],
  ['without blanks', '    PackageSpec(name="Plots", version="1.40.0"),\n'],
  [
    'from a repository, below a comment',
    '    # for figures\n    PackageSpec(url = "https://github.com/a/Plots.jl"),\n',
  ],
])('lines of somebody that the project of a manifest names do not collide with it: %s', async (_, line) => {
  projectNames('CSV', 'DataFrames', 'JSON', 'Plots');
  writeFileSync(join(root, 'install_packages.jl'), list().replace(/^ +PackageSpec\(name = "JSON"/m, `${line}$&`));
  const err = await setManifest();
  expect(err).toMatch(
    /packages: \S*Plots\S*, JSON@0\.21\.4, which you wrote into install_packages\.jl, Project\.toml names, so that Manifest\.toml brings them/,
  );
  expect(list()).toContain('Pkg.instantiate()');
  expect(list()).not.toMatch(/Plots|JSON|Pkg\.add/);
});

test('a line of the template that somebody took out does not collide with a manifest either', async () => {
  projectNames('CSV', 'JSON');
  writeFileSync(join(root, 'install_packages.jl'), list().replace(/^.*"DataFrames".*\n/m, ''));
  await setManifest();
  expect(list()).not.toContain('Pkg.add');
});

test('what the project of a manifest does not name is named, and stays until somebody decides', async () => {
  const environment = catchEnvironment();
  const before = list();
  const flags = { set: ['packages=Manifest.toml'], defaults: true };
  expect(await create({ targets: [root], flags }, environment)).toBe(1);
  expect(environment.printed.err).toContain(
    'packages: install_packages.jl has JSON@0.21.4, which Project.toml does not name, so that the lines of install_packages.jl were not taken over: add them to Project.toml and Manifest.toml in your own Julia, or take them out',
  );
  expect(list()).toBe(before);
});

test('code of somebody beside the list stays where the list goes', async () => {
  projectNames('CSV', 'DataFrames', 'JSON');
  writeFileSync(join(root, 'install_packages.jl'), list().replace('using Pkg\n', 'using Pkg\nENV["A"] = "1"\n'));
  await setManifest();
  expect(list()).toContain('using Pkg\nENV["A"] = "1"\n');
  expect(list()).not.toContain('JSON');
});

test('lines that go for a manifest are not to be written into a list that installs none', async () => {
  const err = await said(['packages=Manifest.toml'], 'theirs');
  expect(err).toContain('your line goes: PackageSpec(name = "JSON"');
  expect(err).not.toContain('write it into the file');
  expect(err).toContain(
    'packages come from Project.toml and Manifest.toml now, and what those name is installed: add there what they lack',
  );
});

test('lines of somebody do not collide with a renv.lock that names them', async () => {
  const folder = join(root, 'r');
  const run = async (...set: readonly string[]): Promise<ReturnType<typeof catchEnvironment>> => {
    const environment = catchEnvironment();
    const own = ['name=cohort', 'base=r', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
    expect(await create({ targets: [folder], flags: { set: [...own, ...set], defaults: true } }, environment)).toBe(0);
    return environment;
  };
  await run('packages=lme4@1.1-37,dplyr');
  const file = join(folder, 'install_packages.R');
  const text = readFileSync(file, 'utf8');
  const call = 'remotes::install_version("lme4"';
  writeFileSync(file, text.replace(call, `remotes::install_version("glmmTMB", "1.1.9", upgrade = "never")\n${call}`));
  writeFileSync(join(folder, 'renv.lock'), '{"R":{},"Packages":{"lme4":{},"dplyr":{},"glmmTMB":{}}}');
  const { printed } = await run('packages=renv.lock');
  expect(readFileSync(file, 'utf8')).toContain('renv::restore');
  expect(printed.err).not.toContain('conflict');
});

test('a change of base and back names the lock that is installed no more, and how to have it again', async () => {
  projectNames('CSV', 'DataFrames', 'JSON');
  await setManifest();
  expect(await said(['base=python'], 'theirs')).toContain(
    'packages: Manifest.toml was set for julia; now none is: what it names is not installed; with the base julia again: --set base=julia --set packages=Manifest.toml\n',
  );
  expect(await said(['base=julia'], 'theirs')).toContain(
    'packages: Manifest.toml lies in the project, and is not what is installed; to install what it names: --set packages=Manifest.toml\n',
  );
});
