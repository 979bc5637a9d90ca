import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { create as run, upgrade } from '../../helpers/call-commands.ts';
import type { Flags } from '../../../src/model/command.ts';
import type { UpgradeInvocation } from '../../../src/commands/upgrade/upgrade-definition.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function create(set: readonly string[], flags: Flags = {}): Promise<Ran> {
  const environment = catchEnvironment();
  const code = await run({ targets: [folder], flags: { set, defaults: true, ...flags } }, environment);
  return { code, ...environment.printed };
}

async function again(flags: UpgradeInvocation['flags']): Promise<Ran> {
  const environment = catchEnvironment();
  const code = await upgrade({ targets: [folder], flags }, environment);
  return { code, ...environment.printed };
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const lastStep = (): string | undefined => read('install_packages.jl').trimEnd().split('\n').at(-1);
const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, path), change(read(path)));
/** The packages of R's list, in order. */
const listed = (): readonly string[] =>
  [...read('install_packages.R').matchAll(/^ {2}"([\w.]+)",$/gm)].map(([, name = '']) => name);
const add = (...names: readonly string[]): void =>
  edit('install_packages.R', (text) =>
    text.replace('  NULL #', `${names.map((name) => `  "${name}",\n`).join('')}  NULL #`),
  );

describe("R's list of packages", () => {
  test('takes what a model needs beside what somebody added at the same place', async () => {
    await create([...own, 'base=r']);
    add('lubridate', 'readr', 'sf');
    expect((await create(['models=google-bert/bert-base-uncased'])).code).toBe(0);
    expect(listed()).toEqual(['data.table', 'jsonlite', 'lubridate', 'readr', 'sf']);
  });

  test('loses what the answers lose, and keeps what somebody added', async () => {
    await create([...own, 'base=r', 'packages=survival,lme4']);
    add('lubridate', 'readr');
    expect((await create(['packages=survival'])).code).toBe(0);
    expect(listed()).toEqual(
      ['survival', 'lubridate', 'readr', 'data.table'].toSorted((a, b) => listed().indexOf(a) - listed().indexOf(b)),
    );
    expect((await create(['packages=dplyr@1.1.4,survival'])).code).toBe(0);
    expect(listed()).not.toContain('lme4');
    expect(listed()).toEqual(expect.arrayContaining(['survival', 'lubridate', 'readr']));
    expect(read('install_packages.R')).toContain('remotes::install_version("dplyr", "1.1.4"');
  });

  test("keeps the starter's own, and says why", async () => {
    const { err } = await create([...own, 'base=r', 'packages=survival']);
    expect(listed()).toEqual(['survival', 'data.table']);
    expect(err).toContain('install_packages.R has data.table beside the packages that you named: src/main.R');
    expect((await again({})).out).toContain('is up to date');
  });

  test('loses it where no program needs it any more and the packages are named anew, and not before', async () => {
    await create([...own, 'base=r']);
    edit('src/main.R', () => 'x <- survival::coxph\n');
    await again({});
    expect(listed()).toEqual(['data.table']);
    expect((await create(['packages=survival'])).err).not.toContain('data.table');
    expect(listed()).toEqual(['survival']);
    expect((await again({})).out).toContain('is up to date');
    expect((await create(['description=Another one'])).code).toBe(0);
    expect(listed()).toEqual(['survival']);
  });

  test.each([
    ['r', 'install_packages.R', 'data.table', 'R'],
    ['julia', 'install_packages.jl', 'DataFrames', 'jl'],
  ])('has nothing for a starter that stays away after a change of base to %s', async (base, list, entry, ending) => {
    await create([...own, 'base=python']);
    rmSync(join(folder, 'src/main.py'));
    writeFileSync(join(folder, 'src/go.py'), 'import pandas\n');
    const { err } = await create([`base=${base}`], { onConflict: 'theirs' });
    expect(err).not.toContain(entry);
    expect(read(list)).not.toContain(entry);
    writeFileSync(join(folder, `src/go.${ending}`), `# ${entry}\n`);
    const named = await create([`packages=${base === 'r' ? 'survival' : 'GLM'}`], { onConflict: 'theirs' });
    expect(read(list)).toContain(entry);
    expect(named.err).toContain('a program of the project names');
    expect(named.err).not.toContain(`src/main.${ending}`);
  });

  test.each([
    ['r', 'data.table,dplyr', 'lme4', 'data.table,dplyr,lme4'],
    ['python', 'pandas==3.0.6,scipy==1.15.0', 'statsmodels==0.14.4', 'pandas==3.0.6,scipy==1.15.0,statsmodels==0.14.4'],
  ])('names it among what goes where somebody had named it: %s', async (base, first, then, all) => {
    await create([...own, `base=${base}`, `packages=${first}`]);
    const ending = base === 'r' ? 'R' : 'py';
    rmSync(join(folder, `src/main.${ending}`));
    writeFileSync(join(folder, `src/run.${ending}`), 'print(1)\n');
    edit('Dockerfile', (text) => text.replace(`/app/main.${ending}`, `/app/run.${ending}`));
    const { err } = await create([`packages=${then}`]);
    expect(err).toContain(`packages: ${first.replaceAll(',', ', ')} are left out now`);
    expect(err).toContain(`to keep all: --set packages=${all}`);
  });

  test('does not offer again what somebody took out of the list by hand', async () => {
    await create([...own, 'base=r', 'packages=survival,data.tabel']);
    edit('install_packages.R', (text) => text.replace('"data.tabel"', '"ggplot2"'));
    const { err } = await create(['packages=lme4']);
    expect(err).toContain('packages: survival is left out now');
    expect(err).not.toContain('data.tabel');
    await create([...own, 'base=python', 'packages=scikit-learn==1.5.2,pandas==2.2.3']);
    expect((await create(['packages=pandas==2.2.3'])).err).toContain('packages: scikit-learn==1.5.2 is left out now');
  });

  test.each([
    ['src/read.R', 'library(data.table)\n'],
    ['src/go.sh', "Rscript -e 'data.table::fwrite(...)'\n"],
  ])('keeps it where another program of the project names it: %s', async (path, text) => {
    await create([...own, 'base=r']);
    edit('src/main.R', () => 'source("/app/read.R")\n');
    writeFileSync(join(folder, path), text);
    expect((await create(['packages=survival'])).err).toContain('data.table');
    expect(listed()).toEqual(['survival', 'data.table']);
  });
});

test("Julia's list is merged by name too", async () => {
  await create([...own, 'base=julia']);
  edit('install_packages.jl', (text) =>
    text.replace(/^\]\)$/m, '    PackageSpec(name = "GLM", version = "1.9.0"),\n])'),
  );
  expect((await create(['packages=CSV@0.10.15,DataFrames@1.7.0,StatsBase@0.34.3'])).code).toBe(0);
  for (const name of ['CSV', 'DataFrames', 'StatsBase', 'GLM'])
    expect(read('install_packages.jl').split(`name = "${name}"`)).toHaveLength(2);
  edit('src/main.jl', () => 'println(1)\n');
  expect((await create(['packages=StatsBase@0.34.3'])).code).toBe(0);
  expect(read('install_packages.jl')).not.toMatch(/"(?:CSV|DataFrames)"/);
  expect(read('install_packages.jl')).toContain('"GLM"');
});

describe('where a change collides with an edit', () => {
  beforeEach(async () => {
    await create([...own, 'base=python']);
    edit('Dockerfile', (text) => text.replace(/^ENTRYPOINT.*$/m, 'ENTRYPOINT ["python3", "/app/run.py"]'));
  });

  test('a dry run shows the difference', async () => {
    const { code, out, err } = await create(['base=rocker'], { 'dry-run': true });
    expect(code).toBe(1);
    expect(out).toContain('-ENTRYPOINT ["python3", "/app/run.py"]');
    expect(err).toContain('markers (both into the file)');
    expect(err).not.toContain('--dry-run shows');
  });

  test('both sides go into the file, and the upgrade ends it', async () => {
    const { code, out } = await create(['base=rocker'], { 'on-conflict': 'markers' });
    expect(code).toBe(1);
    const line = read('Dockerfile').split('\n').indexOf('<<<<<<< yours') + 1;
    expect(out).toContain(`Dockerfile:${String(line)}`);
    expect(out).toContain('tre-container upgrade');
    expect(read('.yo-rc.json')).toContain('"base": "python"');
    await expect(create(['base=r'])).rejects.toThrow('has open conflicts');
    edit('Dockerfile', (text) => text.replaceAll(/^(?:<{7}|\|{7}|={7}|>{7}).*\n/gm, ''));
    expect((await again({})).code).toBe(0);
    expect(read('.yo-rc.json')).toContain('"base": "rocker"');
  });

  test('a person may choose that, and it is taken back as a whole', async () => {
    const before = read('Dockerfile');
    const { asker, seen } = scriptedAsker({ 'Dockerfile exists and differs': ['markers'] });
    const environment = catchEnvironment({ asker });
    await run({ targets: [folder], flags: { set: ['base=rocker'] } }, environment);
    expect(seen.find(({ message }) => message === 'Dockerfile exists and differs')?.choices).toEqual([
      'markers',
      'theirs',
      'diff',
      'abort',
    ]);
    expect(read('Dockerfile')).toContain('<<<<<<< yours');
    expect((await again({ abort: true })).out).toContain('taken back: the change of its answers');
    expect(read('Dockerfile')).toBe(before);
  });

  test('in a folder that is no project yet there is nothing to put between markers', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'Dockerfile'), 'FROM scratch\n');
    await expect(
      run({ targets: [other], flags: { set: own, defaults: true, 'on-conflict': 'markers' } }, catchEnvironment()),
    ).rejects.toThrow('is no project yet');
  });
});

test('what was taken back is called by its name: answers, or an upgrade with the same', async () => {
  await create([...own, 'base=python']);
  await create(['description=Something else']);
  expect((await again({ undo: true })).out).toContain('taken back: the change of its answers');
  rmSync(join(folder, 'README.md'));
  await again({ restore: ['README.md'] });
  expect((await again({ undo: true })).out).toContain('with the same answers');
});

test('whoever wants the text of the template in place of theirs is told how', async () => {
  await create([...own, 'base=python']);
  edit('Dockerfile', () => 'FROM scratch\n');
  await expect(again({ restore: ['Dockerfile'] })).rejects.toThrow('mv Dockerfile Dockerfile.mine');
});

describe('another base', () => {
  test.each([
    [
      'python',
      'r',
      'requirements.txt',
      (text: string) => `${text}pydicom==3.0.1\nmatplotlib==3.10.0\n`,
      'pydicom==3.0.1, matplotlib==3.10.0',
    ],
    [
      'r',
      'pytorch',
      'install_packages.R',
      (text: string) => text.replace('  NULL #', '  "sf",\n  "dplyr",\n  NULL #'),
      'sf, dplyr',
    ],
    [
      'jupyter',
      'python',
      'environment.yml',
      (text: string) => text.replace(/^dependencies:.*$/m, 'dependencies:\n  - pydicom=3.0.1'),
      'pydicom=3.0.1',
    ],
  ])('from %s to %s names what was added to the list by hand', async (from, to, list, change, names) => {
    await create([...own, `base=${from}`]);
    expect((await create([`base=${to}`], { 'dry-run': true })).err).not.toContain('left out');
    edit(list, change);
    expect((await create([`base=${to}`])).err).toMatch(
      new RegExp(`^packages that are left out, since ${to} installs .* and ${from} what ${list} did: ${names}$`, 'm'),
    );
  });

  test('with the same list has them still, and says nothing', async () => {
    await create([...own, 'base=python']);
    edit('requirements.txt', (text) => `${text}pydicom==3.0.1\n`);
    expect((await create(['base=pytorch'])).err).not.toContain('left out');
    expect(read('requirements.txt')).toContain('pydicom==3.0.1');
  });
});

describe('at a terminal', () => {
  test('the summary names what the list will have besides, and offers no answer that the base has no question for', async () => {
    const { asker, seen } = scriptedAsker({ 'Write these files?': ['change', 'write'], 'Which answer?': ['gpu'] });
    const environment = catchEnvironment({ asker });
    const set = [...own, 'base=pytorch', 'models=google-bert/bert-base-uncased', 'description=x', 'packages='];
    await run({ targets: [folder], flags: { set } }, environment);
    expect(environment.printed.out).toMatch(
      /^ {2}packages +none of your own; the generated code brings transformers==/m,
    );
    const offered = seen.find(({ message }) => message === 'Which answer?')?.choices ?? [];
    expect(offered).toContain('gpu');
    expect(offered).not.toContain('documents');
    expect(seen.find(({ message }) => message === 'Needs a GPU?')?.back).toBe(true);
  });
});

test('Julia compiles a list whole, but of a project that is itself a package, whose code comes later, only what it needs', async () => {
  writeFileSync(join(folder, 'Project.toml'), `name = "Study"\nuuid = "7876af07-990d-54b4-ab0e-23690620f79a"\n`);
  writeFileSync(join(folder, 'Manifest.toml'), 'julia_version = "1.12.6"\n');
  expect((await create([...own, 'base=julia', 'packages=Manifest.toml'])).code).toBe(0);
  expect(lastStep()).toBe('Pkg.project().ispackage || Pkg.precompile()');
  expect((await create([...own, 'base=julia', 'packages=CSV@0.10.15'])).code).toBe(0);
  expect(lastStep()).toBe('Pkg.precompile()');
});
