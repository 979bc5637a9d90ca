import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create as run, upgrade } from '../../helpers/call-commands.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anew-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, path), change(read(path)));

const withoutNumpy = (): void => edit('requirements.txt', (text) => text.replace(/^numpy.*\n/m, ''));

async function create(set: readonly string[], answers?: string): Promise<void> {
  const flags = { set, defaults: true, ...(answers === undefined ? {} : { answers }) };
  expect(await run({ targets: [folder], flags }, catchEnvironment())).toBe(0);
}

test.each([
  ['python', 'requirements.txt', 'pandas==2.3.3,numpy==2.1.0', /^numpy.*\n/m, 'numpy==2.1.0'],
  ['jupyter', 'environment.yml', 'pandas=2.3.3,lifelines=0.30.0', /^ *- lifelines.*\n/m, 'lifelines=0.30.0'],
  ['r', 'install_packages.R', 'survival,lme4', /^ *"lme4",\n/m, '"lme4"'],
  ['julia', 'install_packages.jl', 'CSV,DataFrames', /^.*"DataFrames".*\n/m, '"DataFrames"'],
])(
  '%s: a package that somebody took out of %s comes back where they name it again',
  async (base, list, packages, line, entry) => {
    await create([...own, `base=${base}`, `packages=${packages}`]);
    edit(list, (text) => text.replace(line, ''));
    expect(read(list)).not.toContain(entry);
    await create(['contact=a@example.org']);
    expect(read(list)).not.toContain(entry);
    await create([`packages=${packages}`]);
    expect(read(list)).toContain(entry);
  },
);

test("r: what stood in the place of the starter's package is joined by it, where both are named", async () => {
  await create([...own, 'base=r', 'packages=']);
  unlinkSync(join(folder, 'src/main.R'));
  writeFileSync(join(folder, 'src/a.R'), 'library(dplyr)\nlibrary(data.table)\n');
  edit('install_packages.R', (text) => text.replace('"data.table"', '"dplyr"'));
  await create(['packages=dplyr,data.table']);
  expect(read('install_packages.R').match(/^ {2}"[\w.]+",$/gm)).toEqual(['  "dplyr",', '  "data.table",']);
});

test('in another version, by upgrade, and from a file with other answers', async () => {
  await create([...own, 'base=python', 'packages=pandas==2.3.3,numpy==2.1.0']);
  withoutNumpy();
  const flags = { set: ['packages=pandas==2.3.3,numpy==2.2.0'] };
  expect(await upgrade({ targets: [folder], flags }, catchEnvironment())).toBe(0);
  expect(read('requirements.txt')).toContain('numpy==2.2.0');
  withoutNumpy();
  writeFileSync(join(folder, 'answers.yml'), 'packages: [pandas==2.3.3, numpy==2.2.0]\n');
  await create([], join(folder, 'answers.yml'));
  expect(read('requirements.txt')).not.toContain('numpy');
  writeFileSync(join(folder, 'answers.yml'), 'packages: [pandas==2.3.3, numpy==2.2.0, scipy==1.16.3]\n');
  await create([], join(folder, 'answers.yml'));
  expect(read('requirements.txt')).toContain('numpy==2.2.0');
});
