import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { readListed } from '../../../src/engine/changes/listed-packages.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create } from '../../helpers/call-commands.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taken-out-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function answer(...set: readonly string[]): Promise<string> {
  const environment = catchEnvironment();
  const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group', ...set];
  await create({ targets: [root], flags: { set: own, defaults: true, 'on-conflict': 'theirs' } }, environment);
  return environment.printed.err;
}

const read = (list: string): string => readFileSync(join(root, list), 'utf8');
const listed = (list: string): readonly string[] => readListed(list, read(list)).map(({ written }) => written);

/** Takes the first package out of a list; those that stay. */
function takeFirstOut(list: string): readonly string[] {
  const [first = '', ...rest] = listed(list);
  const [name = ''] = first.split(/[=@]/, 1);
  const lines = read(list).split('\n');
  writeFileSync(join(root, list), lines.filter((line) => !line.includes(name)).join('\n'));
  expect(listed(list)).toEqual(rest);
  return rest;
}

test.each([
  ['python', 'pytorch', 'pandas==3.0.6'],
  ['python', 'pytorch', 'pandas==3.0.6,numpy==2.3.5'],
  ['pytorch', 'python', 'pandas==3.0.6,numpy==2.3.5'],
  ['python', 'jupyter', 'pandas==3.0.6,numpy==2.3.5'],
  ['r', 'rocker', 'data.table'],
  ['r', 'rocker', 'data.table,survival'],
  ['r', 'python', 'data.table,survival'],
  ['rocker', 'r', 'jsonlite,survival'],
  ['julia', 'r', 'CSV@0.10.15,GLM@1.9.0'],
  ['jupyter', 'rapids', 'pandas=3.0.6,numpy=2.3.5'],
  ['rapids', 'jupyter', 'pandas=3.0.6,numpy=2.3.5'],
  ['jupyter', 'python', 'pandas=3.0.6,numpy=2.3.5'],
] as const)('what was taken out of the list of %s stays out after %s and back', async (base, other, packages) => {
  const list = bases[base].packageFile;
  await answer(`base=${base}`, `packages=${packages}`);
  const rest = takeFirstOut(list);
  await answer(`base=${other}`);
  await answer(`base=${base}`);
  expect(listed(list)).toEqual(rest);
  await answer('description=Later');
  expect(listed(list)).toEqual(rest);
});

test('a starter that was put away brings no package back', async () => {
  await answer('base=r', 'packages=survival');
  rmSync(join(root, 'src/main.R'));
  writeFileSync(join(root, 'src/run.R'), 'library(survival)\n');
  writeFileSync(join(root, 'install_packages.R'), read('install_packages.R').replace('  "data.table",\n', ''));
  await answer('base=rocker');
  const { length } = (await answer('base=r')).split('data.table');
  expect([listed('install_packages.R'), length]).toEqual([['survival'], 1]);
});

test('what is named again, or needed by the first model, comes back', async () => {
  await answer('base=rocker', 'packages=jsonlite,survival,mice');
  takeFirstOut('install_packages.R');
  takeFirstOut('install_packages.R');
  await answer('base=r');
  await answer('packages=mice,survival', 'models=org/one@0123456789abcdef0123456789abcdef01234567');
  expect(listed('install_packages.R').toSorted()).toEqual(['data.table', 'jsonlite', 'mice', 'survival']);
});

test.each([
  ['python', 'jupyter', 'numpy', 'pandas==3.0.6\nnumpy==2.3.5\n'],
  ['jupyter', 'python', 'numpy', 'dependencies:\n  - pandas=3.0.6\n  - numpy=2.3.5\n'],
] as const)(
  'a list of %s written anew, without our comments, is in nobody’s way',
  async (base, other, packages, text) => {
    const list = bases[base].packageFile;
    await answer(`base=${base}`, `packages=${packages}`);
    writeFileSync(join(root, list), text);
    await answer(`base=${other}`);
    const environment = catchEnvironment();
    await create({ targets: [root], flags: { set: [`base=${base}`], defaults: true } }, environment);
    expect(environment.printed.out).not.toContain('in the way');
    for (const line of text.trim().split('\n')) expect(read(list).split('\n')).toContain(line);
  },
);

test('what a project of Julia names is told where a change to another language leaves it out', async () => {
  await answer('base=julia', 'packages=CSV@0.10.15');
  writeFileSync(join(root, 'Project.toml'), '[deps]\nCSV = "1"\nGLM = "2"\n');
  writeFileSync(join(root, 'Manifest.toml'), 'julia_version = "1.12.6"\n');
  await answer('packages=Manifest.toml');
  expect(await answer('base=python')).toMatch(/left out, since python[^\n]*: CSV, GLM$/m);
});

test('a package beside those that are named is printed in the version that its line has', async () => {
  await answer('base=julia', 'packages=CSV@0.10.15,DataFrames@1.7');
  const said = await answer('packages=CSV@0.10.15,GLM@1.9.0');
  expect(said).toContain('has DataFrames@1.7 beside');
});

test('the head of a list of conda is true with packages of a person’s in it', async () => {
  await answer('base=jupyter');
  writeFileSync(
    join(root, 'environment.yml'),
    read('environment.yml').replace('dependencies: []', 'dependencies:\n  - nibabel=5.2.1'),
  );
  await answer('models=org/one@0123456789abcdef0123456789abcdef01234567');
  await answer('models=');
  expect(read('environment.yml')).toContain('- nibabel=5.2.1');
  expect(read('environment.yml')).not.toContain('takes the place of []');
});
