import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nameQuarto, quartoReleases } from '../../../src/catalog/software/quarto.ts';
import { check, create as run, upgrade } from '../../helpers/call-commands.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { Asker } from '../../../src/model/ports.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'change-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function create(set: readonly string[], file?: string): Promise<string> {
  const environment = catchEnvironment();
  const answers = join(folder, 'answers.yml');
  if (file !== undefined) writeFileSync(answers, file);
  const flags = { set: [...own, ...set], defaults: true, ...(file === undefined ? {} : { answers }) };
  await run({ targets: [join(folder, 'project')], flags }, environment);
  return environment.printed.err;
}

async function refusal(set: readonly string[], file?: string): Promise<string> {
  try {
    await create(set, file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix }) => `${what} | ${fix ?? ''}`).join('\n');
  }
  return 'accepted';
}

const root = (): string => join(folder, 'project');
async function undo(): Promise<string> {
  const environment = catchEnvironment();
  await upgrade({ targets: [root()], flags: { undo: true } }, environment);
  return environment.printed.out;
}

/** A change of base in a project whose ENTRYPOINT somebody changed. */
async function collide(flags: object, asker?: Asker): Promise<ReturnType<typeof catchEnvironment>> {
  await create(['base=python']);
  const file = join(root(), 'Dockerfile');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^ENTRYPOINT.*$/m, 'ENTRYPOINT ["python3", "/app/run.py"]'));
  const environment = catchEnvironment(asker === undefined ? {} : { asker });
  await run({ targets: [root()], flags: { set: ['base=rocker'], defaults: true, ...flags } }, environment);
  return environment;
}

const read = (path: string): string => readFileSync(join(folder, 'project', path), 'utf8');
const there = (path: string): boolean => existsSync(join(folder, 'project', path));

const stored = (): Record<string, unknown> =>
  (JSON.parse(readFileSync(join(folder, 'project/.yo-rc.json'), 'utf8')) as Record<string, { answers: object }>)[
    'generator-tre-container'
  ]?.answers as Record<string, unknown>;

test('a first document is written though the starter has gone, and check says where one that is gone is written', async () => {
  await create(['base=python']);
  rmSync(join(root(), 'src/main.py'));
  writeFileSync(join(root(), 'src/run.py'), 'print(1)\n');
  await create(['documents=paper.qmd']);
  expect(there('src/paper.qmd')).toBe(true);
  rmSync(join(root(), 'src/paper.qmd'));
  const environment = catchEnvironment();
  await check({ targets: [root()], flags: {} }, environment);
  const out = environment.printed.out.replaceAll(/\s+/g, ' ');
  expect(out).toContain('starts /app/paper.qmd, which nothing puts into the image');
  expect(out).toContain('write src/paper.qmd, which is copied to /app/paper.qmd');
  writeFileSync(join(root(), 'src/paper.qmd'), '# A paper\n');
  const after = catchEnvironment();
  await check({ targets: [root()], flags: {} }, after);
  expect(after.printed.out).not.toContain('paper.qmd');
});

describe('another base', () => {
  test('with the same installer keeps the packages, and going back has them still', async () => {
    await create(['base=python', 'packages=pandas==2.2.3,lifelines==0.30.0']);
    expect(await create(['base=pytorch'])).not.toContain('left out');
    expect(stored()['packages']).toEqual(['pandas==2.2.3', 'lifelines==0.30.0']);
    expect(readFileSync(join(folder, 'project/requirements.txt'), 'utf8')).toContain('lifelines==0.30.0');
    await create(['base=python']);
    expect(stored()['packages']).toEqual(['pandas==2.2.3', 'lifelines==0.30.0']);
  });

  test('with another one says what is left out', async () => {
    await create(['base=python', 'packages=pandas==2.2.3,lifelines==0.30.0']);
    const said = await create(['base=jupyter']);
    expect(said).toContain('jupyter installs what environment.yml names');
    expect(said).toContain('lifelines==0.30.0');
  });

  test('keeps what a library loads models with, where own code names that library alone', async () => {
    await create(['base=python', 'models=google-bert/bert-base-uncased']);
    writeFileSync(join(root(), 'src/main.py'), 'from transformers import AutoModel\n\nprint(AutoModel)\n');
    const said = await create(['models=']);
    expect(said).toMatch(
      /torch==[\d.]+ came with models .*; transformers, which src\/main\.py names, loads models with it/,
    );
    expect(stored()['packages']).toEqual(
      expect.arrayContaining([expect.stringMatching(/^transformers==/), expect.stringMatching(/^torch==/)]),
    );
  });

  test('keeps what the old base brought, and own code still loads', async () => {
    await create(['base=python']);
    expect(await create(['base=pytorch'])).not.toContain('pandas');
    await create(['base=python']);
    writeFileSync(join(root(), 'src/main.py'), 'import pandas as pd\n\nprint(pd.__version__)\n');
    const said = await create(['base=pytorch']);
    expect(said).toMatch(
      /the base python brings a package that pytorch does not, pandas==[\d.]+; src\/main\.py names it, so it stays/,
    );
    expect(read('requirements.txt')).toMatch(/^pandas==/m);
    await create(['base=python']);
    expect(read('requirements.txt').match(/^pandas==/gm)).toHaveLength(1);
  });

  test('brings no package of a starter that does not come, unless a program names it', async () => {
    for (const [program, packages] of [
      ['import torch\n', []],
      ['import pandas\n', [expect.stringMatching(/^pandas==/)]],
    ] as const) {
      await create(['base=pytorch']);
      const list = read('requirements.txt');
      rmSync(join(root(), 'src/main.py'));
      writeFileSync(join(root(), 'src/classify.py'), program);
      await create(['base=python']);
      expect(stored()['packages']).toEqual(packages);
      expect(packages.length > 0 || read('requirements.txt') === list).toBe(true);
      rmSync(root(), { recursive: true });
    }
  });

  test('keeps the version that somebody chose of what the old base brought, without a conflict', async () => {
    await create(['base=python']);
    const list = join(root(), 'requirements.txt');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/^pandas==.*$/m, 'pandas==2.2.3'));
    const said = await create(['base=pytorch']);
    expect(said).toContain(
      'the base python brings a package that pytorch does not, pandas==2.2.3; requirements.txt has it',
    );
    expect(said).not.toContain('stopped');
    expect(read('requirements.txt')).toMatch(/^pandas==2\.2\.3$/m);
    expect(stored()['packages']).toEqual(['pandas==2.2.3']);
  });

  test('names what goes all the same where the packages are given anew', async () => {
    await create(['base=python']);
    writeFileSync(join(root(), 'src/main.py'), 'import pandas as pd\n\nprint(pd.__version__)\n');
    expect(await create(['base=pytorch', 'packages=lifelines==0.30.0'])).toMatch(
      /the base python brings a package that pytorch does not, pandas==[\d.]+, and src\/main\.py names it[^]*--set packages=lifelines==0\.30\.0,pandas==/,
    );
  });

  test('tells nobody to type a package as another tool or language has it', async () => {
    await create(['base=python']);
    writeFileSync(join(root(), 'src/main.py'), 'import pandas as pd\n\nprint(pd.__version__)\n');
    expect(await create(['base=jupyter'])).toMatch(
      /pandas==[\d.]+, which src\/main\.py names[^]*--set packages=pandas=[\d.]+ /,
    );
    await create(['base=python']);
    expect(await create(['base=r'])).not.toContain('pandas');
  });

  test('installs what its starter loads, also where an earlier one came and went', async () => {
    await create(['base=r', 'packages=lme4']);
    await create(['base=rocker']);
    await create(['base=r']);
    expect(read('install_packages.R')).toContain('"data.table"');
    const before = snapshotFolder(root());
    await upgrade({ targets: [root()], flags: { defaults: true } }, catchEnvironment());
    expect(snapshotFolder(root())).toEqual(before);
  });

  test('without a loader of models does not say that the loader stays', async () => {
    await create(['base=r', 'models=org/one@0123456789abcdef0123456789abcdef01234567']);
    writeFileSync(join(root(), 'src/main.R'), `${read('src/main.R')}\n# mine\n`);
    expect(await create(['base=julia'])).not.toContain('the loader of models');
    expect(there('offline_models.R')).toBe(false);
  });

  test.each([
    ['models=org/one@0123456789abcdef0123456789abcdef01234567', 'models that are left out'],
    ['gpu=true', 'gpu: true was set for python; now it is false'],
  ])('of every answer says that it goes: %s', async (given, said) => {
    await create(['base=python', given]);
    expect(await create(['base=julia'])).toMatch(new RegExp(`${said}[^]*upgrade --undo`));
  });

  test('says nothing of answers that stay', async () => {
    await create(['base=python', 'description=What the cohort is']);
    expect(await create(['base=r'])).not.toMatch(/description|left out|was set for/);
  });

  test('and its version in the list is named where a list leaves a package out', async () => {
    await create(['base=python', 'packages=pandas==2.2.3,monai']);
    const list = join(root(), 'requirements.txt');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/^monai$/m, 'monai==1.3.0'));
    expect(await create(['packages=pandas==2.2.3,lifelines==0.30.0'])).toMatch(
      /monai==1\.3\.0 is left out now.*--set packages=monai==1\.3\.0,pandas==2\.2\.3,lifelines==0\.30\.0/,
    );
  });

  test('says which port goes, in an upgrade as well', async () => {
    await create(['base=rocker', 'port=8999']);
    const environment = catchEnvironment();
    await upgrade({ targets: [root()], flags: { set: ['base=jupyter'], defaults: true } }, environment);
    expect(environment.printed.out).toContain('port: 8999 was set for rocker; now it is 8888');
    expect(await create(['base=rocker'])).not.toContain('port:');
  });

  test('a name that was put right in the list is not offered again as it was first written', async () => {
    await create(['base=python', 'packages=pandas, scikt-learn==1.7']);
    const list = read('requirements.txt').replace('scikt-learn', 'scikit-learn');
    writeFileSync(join(root(), 'requirements.txt'), list);
    const said = await create(['base=jupyter']);
    expect(said).toContain('scikit-learn=1.7');
    expect(said).not.toContain('scikt-learn');
  });

  test('a checklist that check renewed is no edit: the last write is taken back, and the checklist with it', async () => {
    await create(['base=python']);
    const before = read('CHECKLIST.md');
    await create(['base=python', 'systemPackages=graphviz']);
    rmSync(join(root(), 'src/main.py'));
    const flags = { checklist: true };
    expect(await check({ targets: [root()], flags }, catchEnvironment())).toBe(1);
    expect(await undo()).toContain('taken back');
    expect(read('CHECKLIST.md')).toBe(before);
    await create(['base=python', 'systemPackages=graphviz']);
    writeFileSync(join(root(), 'CHECKLIST.md'), `${read('CHECKLIST.md')}\nSeen by Ada.\n`);
    await check({ targets: [root()], flags }, catchEnvironment());
    await expect(undo()).rejects.toThrow('edited since it was written');
  });

  describe('where a line of its Dockerfile is yours', () => {
    test('stops, and names the upgrade that marks both sides, which then does', async () => {
      const { printed } = await collide({});
      const command = `tre-container upgrade ${root()} --set base=rocker --defaults`;
      expect(printed.err).toContain(command);
      expect(printed.err).not.toContain('tre-container adopt');
      const environment = catchEnvironment();
      const flags = { set: ['base=rocker'], defaults: true };
      expect(await upgrade({ targets: [root()], flags }, environment)).toBe(1);
      expect(readFileSync(join(root(), 'Dockerfile'), 'utf8')).toContain('<<<<<<<');
    });

    test('refuses a start of the former base, though it is a line of yours, and names every package in its spelling', async () => {
      const packages = 'CSV@0.10.15,DataFrames@1.7,Query@1.0';
      await create(['base=julia', `packages=${packages}`]);
      const file = join(root(), 'Dockerfile');
      writeFileSync(file, readFileSync(file, 'utf8').replace('/app/main.jl"]', '/app/run.jl"]'));
      const list = join(root(), 'install_packages.jl');
      const more = '    PackageSpec(name = "JSON3", version = "1.14.0"),\n';
      writeFileSync(list, readFileSync(list, 'utf8').replace(/^ {4}PackageSpec\(name = "Query"/m, `${more}$&`));
      const flags = { set: ['base=python'], defaults: true };
      await expect(
        run({ targets: [root()], flags: { ...flags, 'on-conflict': 'yours' } }, catchEnvironment()),
      ).rejects.toThrow(/lines of julia would stay in an image of python: ENTRYPOINT \["julia", "\/app\/run\.jl"\]/);
      const environment = catchEnvironment();
      await run({ targets: [root()], flags: { ...flags, 'on-conflict': 'theirs' } }, environment);
      expect(`${environment.printed.out}${environment.printed.err}`).toMatch(
        /left out[^\n]*: CSV@0\.10\.15, DataFrames@1\.7, Query@1\.0, JSON3@1\.14\.0/,
      );
    });

    test('says that ask needs somebody to ask', async () => {
      const { printed } = await collide({ 'on-conflict': 'ask' });
      expect(printed.err).toContain('--on-conflict ask: nobody can be asked here');
    });

    test('offers nobody a side of the Dockerfile that it would refuse', async () => {
      const { asker, seen } = scriptedAsker({ 'Dockerfile exists and differs': ['theirs'] });
      await collide({ 'on-conflict': 'ask' }, asker);
      const choices = seen.find(({ message }) => message === 'Dockerfile exists and differs')?.choices;
      expect(choices).toStrictEqual(['markers', 'theirs', 'diff', 'abort']);
      expect(stored()).toMatchObject({ base: 'rocker' });
    });

    test('makes no Dockerfile of two bases: a kept side is refused with the lines of both', async () => {
      await expect(collide({ 'on-conflict': 'yours' })).rejects.toThrow(
        /lines of python would stay in an image of rocker: [^]*USER tre[^]*Of rocker these would be missing: [^]*EXPOSE[^]*line \d+, ENTRYPOINT \["python3", "\/app\/run\.py"\]/,
      );
      expect(stored()).toMatchObject({ base: 'python' });
    });

    test('names no line of the template that only goes on, since one of yours came behind it', async () => {
      await create(['base=python']);
      const file = join(root(), 'Dockerfile');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/^( *PYTHONUNBUFFERED=1)$/m, '$1 \\\n    COHORT=north'));
      const environment = catchEnvironment();
      const flags = { set: ['base=jupyter'], defaults: true, 'on-conflict': 'theirs' as const };
      await run({ targets: [root()], flags }, environment);
      expect(environment.printed.err).toContain('your line goes: COHORT=north');
      expect(environment.printed.err).not.toContain('your line goes: PYTHONUNBUFFERED');
    });

    test("names each line that goes where the template's side is taken, and what takes it back", async () => {
      const { printed } = await collide({ 'on-conflict': 'theirs' });
      expect(printed.err).toMatch(/^Dockerfile:\d+ {2}your line goes: ENTRYPOINT \["python3", "\/app\/run\.py"\]$/m);
      expect(printed.err).toContain('upgrade --undo takes all of this back');
    });
  });
});

/** What a change without a terminal and without defaults is refused with. */
async function refusedHere(set: readonly string[]): Promise<string> {
  try {
    await run({ targets: [root()], flags: { set } }, catchEnvironment());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix = '' }) => `${what} | ${fix}`).join('\n');
  }
  return 'accepted';
}

test('a base that is none is all that is told, and without a terminal only what the new base has its own way of is asked', async () => {
  await create(['base=pytorch']);
  expect(await refusedHere(['base=pytroch'])).toMatch(
    /^base: "pytroch" is not one of the choices \| did you mean pytorch\?[^\n]*$/,
  );
  expect(await refusedHere(['base=jupyter'])).toBe('accepted');
});

describe('one notation for prompt, --set and file', () => {
  test('text of a file is read as it would be at the prompt', async () => {
    await create(
      [],
      'base: pytorch\ngpu: yes\npackages: "pandas==2.2.3, numpy>=1.26,<2"\nmodels:\n  - google-bert/bert-base-uncased\n  - id: https://huggingface.co/openai/whisper-base/tree/main\n',
    );
    expect(stored()).toMatchObject({
      gpu: true,
      packages: ['pandas==2.2.3', 'numpy>=1.26,<2'],
      models: [
        { id: 'google-bert/bert-base-uncased', revision: 'main' },
        { id: 'openai/whisper-base', revision: 'main' },
      ],
    });
  });

  test.each([
    ['https://huggingface.co/openai/whisper-base', 'main'],
    ['https://huggingface.co/openai/whisper-base/tree/v1.0', 'v1.0'],
    ['https://hf.co/openai/whisper-base?library=transformers', 'main'],
    ['openai/whisper-base@v1.0', 'v1.0'],
  ])('%s is the model at %s', async (text, revision) => {
    await create(['base=pytorch', `models=${text}`]);
    expect(stored()['models']).toEqual([{ id: 'openai/whisper-base', revision }]);
  });
});

describe('what is refused', () => {
  test('a key that is misspelt is not missing too', async () => {
    const answers = join(folder, 'slip.yml');
    writeFileSync(answers, 'base: python\ndescripton: What it is\n');
    const refused = run({ targets: [join(folder, 'other')], flags: { answers } }, catchEnvironment());
    await expect(refused).rejects.toThrow(/did you mean description\?/);
    await expect(refused).rejects.not.toThrow(/no answer for:[^\n]*description/);
  });

  test.each([
    ['packages=git+https://github.com/me/tools.git', '"tools @ git+https://github.com/me/tools.git@COMMIT"'],
    ['packages=Pandas==2.2.3,pandas==2.2.2', 'Pandas==2.2.3 and pandas==2.2.2 are the same package'],
    [
      `packages=tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`,
      `brings no git | give git in the same command: --set 'packages=tools @ git+https://github.com/me/tools@${'a'.repeat(40)}' --set systemPackages=git`,
    ],
    ['systemPackages=libgl1,libGLib2.0-0', 'did you mean libglib2.0-0?'],
    ['systemPackages=g++,lib_gomp1==12', 'did you mean lib-gomp1=12?'],
    ['documents=src/paper.qmd', 'did you mean paper.qmd?'],
    ['image=ubuntu:24.04', 'take one of the base'],
    ['image=docker.io/library/debian:12', 'take one of the base'],
  ])('%s: %s', async (set, words) => {
    expect(await refusal([set])).toContain(words);
  });

  test('of packages is told of each, at its entry, with whatever else is wrong', async () => {
    const said = await refusal(['packages=pandas,git+https://github.com/me/x.git,pandas,os,sklearn,numpy=1.26']);
    expect(said).toContain('packages[3]: "pandas" is listed twice');
    expect(said).toMatch(/packages\[2\]: .* is no package .*write "x @ git/);
    expect(said).toContain('packages[4]: "os" comes with Python | leave it out');
    expect(said).toContain('packages[5]: "sklearn" is no package');
    expect(said).toContain('write "numpy==1.26"');
    expect(await refusal(['packages=dataclasses==0.8; python_version < "3.7"'])).toBe('accepted');
  });

  test('of packages in a file names the line of each', async () => {
    const said = await refusal([], 'base: python\npackages:\n- pandas = 2.2.3\n- numpy==1.0\n- numpy==2.0\n- os\n');
    const places = said.match(/packages\[\d\]/g);
    expect(places).toEqual(['packages[1]', 'packages[3]', 'packages[4]']);
  });

  test.each([
    ['r', 'DESEQ2,Data.Table@1.2,Lme4', ['DESeq2', 'data.table@1.2', 'lme4']],
    ['jupyter', 'sklearn,cv2=4,conda-forge::skimage', ['scikit-learn', 'opencv=4', 'scikit-image']],
  ])('of packages of %s has the names as they are written: %s', async (base, packages, meant) => {
    const said = await refusal([`base=${base}`, `packages=${packages}`]);
    for (const each of meant) expect(said).toContain(`write "${each}"`);
    const other = base === 'r' ? 'Seurat,mypackage,bioc::limma' : 'zlib,pyyaml,yaml';
    expect(await refusal([`base=${base}`, `packages=${other}`])).toBe('accepted');
  });

  test('comes with the value that was meant', async () => {
    expect(await refusal([], 'base: python\n')).toBe('accepted');
    const environment = catchEnvironment();
    const flags = { set: ['name=My_Cohort 2', 'registry=https://ghcr.io/MyOrg', 'project=p-1'], defaults: true };
    const failed = await Promise.resolve(run({ targets: [join(folder, 'other')], flags }, environment)).catch(
      (error: unknown) => error,
    );
    const fixes = (failed as UserError).problems.map(({ fix }) => fix).join('\n');
    expect(fixes).toContain('did you mean my-cohort-2?');
    expect(fixes).toContain('did you mean ghcr.io/myorg?');
  });

  test('is told together with every other fault, also beside keys that stand twice', async () => {
    const said = await refusal(['nmae=x', 'project nsh-1'], 'port: 80\ngpu: yes\ngpu: no\nstrange: 1\n');
    expect(said).toMatch(/nmae.*did you mean name/);
    expect(said).toContain('"project nsh-1" is not key=value');
    expect(said).toContain('this key is given twice | leave one of the two out');
    expect(said).toContain('port: 80 has no meaning here');
    expect(said).toContain('there is no answer called "strange"');
  });

  test('of a model names the key that was meant, and a revision may be left out', async () => {
    expect(await refusal(['base=pytorch', 'models=[{"id": "a/b", "revisio": "x"}]'])).toMatch(
      /revisio.*did you mean revision/i,
    );
    expect(await refusal(['base=pytorch', 'models=[{"id": "a/b"}]'])).toBe('accepted');
    expect(stored()['models']).toEqual([{ id: 'a/b', revision: 'main' }]);
  });

  test.each([
    ['packages=pandas==3.0.6; scipy', 'write a comma between two: pandas==3.0.6,scipy'],
    ['packages=pandas 2.2.3, sklearn; numpy=1.26', '"pandas==2.2.3"'],
    ['packages=sklearn; numpy=1.26', 'write a comma between two: scikit-learn,numpy==1.26'],
    ['packages=pip install scikit-learn', 'is a command, and no package | write scikit-learn'],
    ['packages=import pandas', 'write pandas'],
    ['packages=numpy=1.26', 'write "numpy==1.26"'],
    ['packages=git+https://github.com/me/x.git', 'git ls-remote https://github.com/me/x.git HEAD'],
    ['packages=pandas==3.0.6; python_version<3', 'is no package'],
    ['imageProxy=proxy:70000', 'is not allowed'],
    ['gpu=ja', 'write true or false'],
  ])('where it would only fail later: %s', async (set, said) => {
    expect(await refusal(['base=pytorch', set])).toContain(said);
  });

  test('but none is none, and a marker that compares passes', async () => {
    const marked = "packages=tomli==2.0.1; python_version < '3.11'";
    expect(await refusal(['base=pytorch', marked, 'systemPackages=none', 'models=None'])).toBe('accepted');
    expect(stored()).toMatchObject({ systemPackages: [], models: [] });
    expect(await refusal(['packages=none'])).toBe('accepted');
    expect(stored()['packages']).toEqual([]);
  });

  test('but a git requirement passes where git is asked for', async () => {
    expect(
      await refusal([`packages=tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`, 'systemPackages=git']),
    ).toBe('accepted');
  });
});

describe('what was written', () => {
  test('is taken back by upgrade --undo, which the last words of create name', async () => {
    const environment = catchEnvironment();
    mkdirSync(root());
    writeFileSync(join(root(), 'notes.txt'), 'mine\n');
    const before = snapshotFolder(root());
    await run({ targets: [root()], flags: { set: own, defaults: true } }, environment);
    expect(environment.printed.out).toContain(`To take it back: tre-container upgrade --undo ${root()}`);
    expect(await undo()).toContain('is as it was before');
    expect(snapshotFolder(root())).toEqual(before);
  });

  test('leaves a folder that was made then with what is not ours in it, and says so', async () => {
    await create(['base=python']);
    writeFileSync(join(root(), 'src/new.py'), 'mine\n');
    expect(await undo()).toContain('what this program wrote is gone, and the folder stays');
    expect([there('src/new.py'), there('Dockerfile')]).toEqual([true, false]);
    await expect(undo()).rejects.toThrow(/nothing to undo|no project/);
  });

  test('is called by what it changed, and by its files where they lie from here', async () => {
    await create(['base=python']);
    await create(['ci=gitlab', 'packages=pandas==2.2.3']);
    const environment = catchEnvironment();
    const target = relative(environment.cwd, root());
    writeFileSync(join(root(), 'README.md'), 'mine\n');
    await expect(upgrade({ targets: [target], flags: { undo: true } }, environment)).rejects.toThrow(
      `${target}/README.md: edited since it was written`,
    );
    await upgrade({ targets: [target], flags: { undo: true, force: true } }, environment);
    expect(environment.printed.out).toMatch(
      /taken back: the change of its answers \(packages: pandas==\S+ -> pandas==2\.2\.3; ci: github -> gitlab\)/,
    );
  });

  test('is taken back to the answers before, and not where it was edited since', async () => {
    await create(['base=python']);
    rmSync(join(root(), '.tre-container/undo'), { recursive: true });
    const before = snapshotFolder(root());
    await create(['base=jupyter']);
    const text = readFileSync(join(root(), 'Dockerfile'), 'utf8');
    writeFileSync(join(root(), 'Dockerfile'), `${text}LABEL mine=1\n`);
    await expect(undo()).rejects.toThrow('edited since');
    writeFileSync(join(root(), 'Dockerfile'), text);
    await undo();
    expect(snapshotFolder(root())).toEqual(before);
  });

  test('by create in a project that did not change leaves nothing to take back but what was there', async () => {
    await create(['base=python']);
    const environment = catchEnvironment();
    await run({ targets: [root()], flags: { set: [...own, 'base=python'], defaults: true } }, environment);
    expect(environment.printed.out).not.toContain('take it back');
    expect(await undo()).toContain('taken back: the making of the project');
  });
});

describe('the starter', () => {
  test('that nobody edited follows the base, and back', async () => {
    await create(['base=python']);
    const python = readFileSync(join(folder, 'project/src/main.py'), 'utf8');
    await create(['base=jupyter']);
    expect(there('src/main.py')).toBe(false);
    expect(there('src/start.ipynb')).toBe(true);
    await create(['base=python']);
    expect(there('src/start.ipynb')).toBe(false);
    expect(readFileSync(join(folder, 'project/src/main.py'), 'utf8')).toBe(python);
  });

  test('that is started in place of programs that are there is told by check', async () => {
    await create(['base=pytorch']);
    writeFileSync(join(root(), 'src/main.py'), 'import lung\nlung.run()\n');
    writeFileSync(join(root(), 'src/lung.py'), 'def run():\n    print(1)\n');
    await create(['base=r']);
    const environment = catchEnvironment();
    await check({ targets: [root()], flags: {} }, environment);
    expect(environment.printed.out).toContain(
      "the container starts the example that tre-container wrote (src/main.R), and none of the repository's own programs (Python: 2 files)",
    );
  });

  test.each([
    ['r', 'install_packages.R', 'packages <- c(', 'packages <- c(\n  "rms",'],
    ['julia', 'install_packages.jl', '\n', '\n# for the registry of 2026\n'],
    ['pytorch', 'models/fetch_models.py', '\n', '\n# mine\n'],
  ])('is the only program beside a list or a helper that somebody edited: %s', async (base, path, text, edited) => {
    await create([`base=${base}`, ...(base === 'pytorch' ? ['models=org/model@0123456789abcdef'] : [])]);
    const file = join(root(), path);
    const before = readFileSync(file, 'utf8');
    expect(before).toContain(text);
    writeFileSync(file, before.replace(text, edited));
    const environment = catchEnvironment();
    await check({ targets: [root()], flags: {} }, environment);
    expect(environment.printed.out).not.toContain("none of the repository's own");
  });

  test('that somebody edited stays as it is', async () => {
    await create(['base=python']);
    writeFileSync(join(folder, 'project/src/main.py'), 'print(1)\n');
    await create(['base=pytorch']);
    expect(readFileSync(join(folder, 'project/src/main.py'), 'utf8')).toBe('print(1)\n');
    await create(['base=jupyter']);
    expect(readFileSync(join(folder, 'project/src/main.py'), 'utf8')).toBe('print(1)\n');
  });

  test('of the same kind becomes that of the new base, and an edit of it is seen at the next change', async () => {
    await create(['base=python']);
    await create(['base=pytorch']);
    const pytorch = readFileSync(join(folder, 'project/src/main.py'), 'utf8');
    expect(pytorch).toContain('torch');
    writeFileSync(join(folder, 'project/src/main.py'), `${pytorch}# mine\n`);
    await create(['base=python']);
    expect(readFileSync(join(folder, 'project/src/main.py'), 'utf8')).toContain('# mine');
  });
});

describe('documents', () => {
  test('come later in place of the starter, and go again: everything is as it was before', async () => {
    await create(['base=r']);
    const before = snapshotFolder(root());
    await create(['documents=paper.qmd']);
    expect([there('src/paper.qmd'), there('src/render-documents.sh'), there('src/main.R')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(read('Dockerfile')).toContain('ENTRYPOINT ["/app/render-documents.sh"]');
    expect(stored()).toMatchObject({ documents: ['paper.qmd'], quarto: nameQuarto(quartoReleases[0]) });
    await create(['documents=paper.qmd,appendix/methods.qmd']);
    expect(read('src/render-documents.sh')).toContain('quarto render appendix/methods.qmd ');
    await create(['documents=']);
    expect(there('src/render-documents.sh')).toBe(false);
    expect(stored()).not.toHaveProperty('quarto');
    const now = snapshotFolder(root());
    for (const path of ['Dockerfile', 'README.md', 'CHECKLIST.md', 'src/main.R', 'install_packages.R', 'ces/job.yaml'])
      expect([path, now[path]]).toEqual([path, before[path]]);
    expect(Object.keys(now).filter((path) => path.startsWith('src/'))).toEqual(['src/main.R']);
  });

  test('that somebody wrote stay theirs, and so does the program that they wrote before', async () => {
    await create(['base=python']);
    writeFileSync(join(root(), 'src/main.py'), 'print(1)\n');
    writeFileSync(join(root(), 'src/paper.qmd'), '# Mine\n');
    await create(['documents=paper.qmd']);
    expect([read('src/main.py'), read('src/paper.qmd')]).toEqual(['print(1)\n', '# Mine\n']);
    await create(['documents=']);
    expect([read('src/main.py'), read('src/paper.qmd')]).toEqual(['print(1)\n', '# Mine\n']);
  });

  test('keep their release of Quarto, and follow to a base that renders them too, to no other', async () => {
    await create(['base=python', 'documents=paper.qmd', 'quarto=1.9.38']);
    expect(read('src/paper.qmd')).toContain('```{python}');
    await create(['base=r']);
    expect(read('Dockerfile')).toContain('/v1.9.38/quarto-1.9.38-linux-amd64.tar.gz');
    expect(read('src/paper.qmd')).toContain('```{r}');
    expect(await create(['base=pytorch'])).toContain('documents');
    expect(stored()).toMatchObject({ documents: [] });
    expect(await refusal(['documents=paper.qmd'])).toContain('documents are not rendered on the base pytorch');
  });

  test('below src/ twice are refused with the name that is meant', async () => {
    expect(await refusal(['base=r', 'documents=src/paper.qmd'])).toMatch(/without src\/ itself/);
  });
});

describe('before anything is written', () => {
  test('a person sees every answer, and may change one', async () => {
    const { asker, seen } = scriptedAsker({
      'Write these files?': ['change', 'change', 'write'],
      'Which answer?': ['packages', 'contact'],
      'Language packages': ['pandas==2.2.3', 'lifelines==0.30.0'],
      Contact: ['Ada'],
    });
    const environment = catchEnvironment({ asker });
    await run({ targets: [join(folder, 'project')], flags: { set: own } }, environment);
    expect(stored()).toMatchObject({ packages: ['lifelines==0.30.0'], contact: 'Ada', name: 'cohort' });
    const [first = ''] = environment.printed.out.split('Your answers').slice(1);
    for (const key of ['base', 'name', 'packages', 'gpu', 'runtimes', 'ci', 'contact'])
      expect(first).toMatch(new RegExp(`^  ${key} +\\S`, 'm'));
    expect(seen.find(({ message }) => message === 'Which answer?')?.choices).not.toContain('name');
  });
});

describe('the last model', () => {
  const loader = ['offline_models.py', 'models/fetch_models.py', 'models/models.json'];
  const withModel = ['base=python', 'models=google-bert/bert-base-uncased'];

  test('takes the loader along where nobody edited it, and an upgrade with the same answer does too', async () => {
    await create(withModel);
    expect(loader.map(there)).toEqual([true, true, true]);
    expect(await create(['models='])).not.toContain('loader of models');
    expect(loader.map(there)).toEqual([false, false, false]);
    expect(read('Dockerfile')).not.toContain('offline_models');
    await create(withModel);
    // As the loader's answer was recorded once, when the first model came.
    const record = join(root(), '.yo-rc.json');
    writeFileSync(record, readFileSync(record, 'utf8').replace('"offlineLoader": false', '"offlineLoader": true'));
    await upgrade({ targets: [root()], flags: { set: ['models='] } }, catchEnvironment());
    expect(loader.map(there)).toEqual([false, false, false]);
  });

  test('leaves it where a program of the person names it, and says which', async () => {
    await create(withModel);
    writeFileSync(join(root(), 'src/study.py'), 'from offline_models import load\n');
    const said = await create(['models=']);
    expect(said).toContain('stays, since src/study.py may use it; where nothing does: --set offlineLoader=false');
    expect(loader.map(there)).toEqual([true, true, true]);
    expect(stored()['offlineLoader']).toBe(true);
    await create(['offlineLoader=false']);
    expect(loader.map(there)).toEqual([false, false, false]);
  });

  test('leaves the loader of R with what it loads itself, beside packages of your own', async () => {
    await create(['base=r', 'packages=survival', 'models=google-bert/bert-base-uncased']);
    writeFileSync(
      join(root(), 'src/main.R'),
      'source("/app/offline_models.R")\noffline_prepare()\nlibrary(survival)\n',
    );
    expect(await create(['models='])).toContain('stays, since src/main.R may use it');
    expect(read('install_packages.R')).toContain('"jsonlite"');
    await create(['offlineLoader=false']);
    expect(read('install_packages.R')).not.toContain('"jsonlite"');
  });

  test('leaves a file of it that somebody edited', async () => {
    await create(withModel);
    writeFileSync(join(root(), 'offline_models.py'), '# mine\n');
    await create(['models=']);
    expect(read('offline_models.py')).toBe('# mine\n');
    expect(there('models/fetch_models.py')).toBe(false);
  });
});

test('a folder that is not there is said to be so, and a folder below a project names the project', async () => {
  await create(['base=python']);
  const environment = { ...catchEnvironment(), cwd: root() };
  const twice = join(root(), 'project');
  for (const flags of [{ undo: true }, {}])
    await expect(upgrade({ targets: [twice], flags }, environment)).rejects.toThrow(/no such folder[^]*in it already/);
  const below = join(root(), 'src');
  await expect(run({ targets: [below], flags: { defaults: true } }, environment)).rejects.toThrow(
    /lies in the project[^]*tre-container create \./,
  );
});

async function write(set: readonly string[], flags: object = {}): Promise<ReturnType<typeof catchEnvironment>> {
  const environment = catchEnvironment();
  await run({ targets: [root()], flags: { set, defaults: true, ...flags } }, environment);
  return environment;
}

describe('to another base or pipeline and back', () => {
  test('what stays behind is named, and nothing is put into it on the way back', async () => {
    await create(['base=python', 'packages=pandas==2.2.3']);
    const list = join(root(), 'requirements.txt');
    writeFileSync(list, `${readFileSync(list, 'utf8')}attrs==24.2.0\n`);
    const away = await write(['base=r']);
    expect(away.printed.out).toMatch(/Left as it is:\n {2}requirements\.txt {2}the template no longer has it/);
    expect(away.printed.err).toMatch(/left out, since r installs[^]*: pandas==2\.2\.3, attrs==24\.2\.0$/m);
    expect(away.printed.err).toContain(
      'once it is written, tre-container upgrade --undo takes this whole change back, as long as nothing else was written since',
    );
    const back = await write(['base=python']);
    expect(back.printed.err).toContain('pandas==2.2.3 stays as you wrote it into requirements.txt');
    expect(readFileSync(list, 'utf8')).toMatch(/^pandas==2\.2\.3\nattrs==24\.2\.0$/m);
    expect(stored()).toMatchObject({ base: 'python' });
  });

  test('a workflow that somebody edited is named when the pipeline is another one', async () => {
    await create(['base=python', 'ci=github']);
    const workflow = join(root(), '.github/workflows/container.yml');
    writeFileSync(workflow, `# ours\n${readFileSync(workflow, 'utf8')}`);
    expect((await write(['ci=gitlab'])).printed.out).toMatch(
      /Left as it is:\n {2}\.github\/workflows\/container\.yml {2}.*delete it if nothing needs it/,
    );
  });
});

test('in a project that is there --set asks for nothing else, and where nothing changes nobody is asked to agree', async () => {
  await create([]);
  const target = join(folder, 'project');
  const change = async (set?: string): Promise<{ readonly asked: readonly string[]; readonly shown: string }> => {
    const { asker, seen } = scriptedAsker({});
    const environment = catchEnvironment({ asker });
    expect(await run({ targets: [target], flags: set === undefined ? {} : { set: [set] } }, environment)).toBe(0);
    return { asked: seen.map(({ message }) => message), shown: environment.printed.out };
  };
  const file = join(target, 'requirements.txt');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace(/^pandas.*\n/m, ''));
  expect((await change('contact=Ada')).shown).toMatch(
    /requirements\.txt, as you left it, has no pandas\S*: what stands/,
  );
  writeFileSync(file, before);
  const given = await change('description=Fits the cohort');
  expect(given.shown).not.toContain('as you left it, has no');
  expect(given.asked).toEqual(['Write these files?']);
  expect(given.shown).toContain('The project cohort is here: the answers that you gave are changed');
  expect((await change('description=Fits the cohort')).asked).not.toContain('Write these files?');
  const again = await change();
  expect(again.shown).toContain('The project cohort is here: you change its answers');
  expect(again.asked).toContain('Leave the rest as it is?');
  expect(again.asked).not.toContain('Write these files?');
});
