import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { create as run } from '../../helpers/call-commands.ts';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001'];
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** What is said; where the answers are refused, the problems. */
async function create(...set: readonly string[]): Promise<string> {
  const environment = catchEnvironment();
  try {
    await run({ targets: [folder], flags: { set: [...own, ...set], defaults: true } }, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix }) => `refused: ${what} | ${fix ?? ''}`).join('\n');
  }
  return environment.printed.err;
}

describe('an answer that a change of base takes away is named', () => {
  const image = 'docker.io/pytorch/pytorch:2.14.0-cuda12.6-cudnn9-runtime';
  test('also where it is one of the images of that base, and where the new base has the same by itself', async () => {
    await create('base=pytorch', `image=${image}`, 'gpu=false');
    const said = await create('base=python');
    expect(said).toContain(`image: ${image}`);
    expect(said).toContain('gpu: false was set for pytorch, and is what python has by itself');
    expect(said).toContain('upgrade --undo');
  });
  test('one that nobody chose is not', async () => {
    await create('base=pytorch');
    expect(await create('base=python')).not.toMatch(/^(?:image|gpu):/m);
  });
});

describe('models', () => {
  test.each(['spaces/x/y', 'datasets/org/x', 'datasets/imdb', 'papers/2310.1'])(
    'the page %s of the Hub is no model',
    async (page) => {
      expect(await create('base=pytorch', `models=https://huggingface.co/${page}`)).toMatch(
        /refused: models.*OWNER\/NAME/,
      );
    },
  );
  test('a page without an owner is one problem, and the remedy is the name of today', async () => {
    const said = await create('base=pytorch', 'models=https://huggingface.co/bert-base-uncased');
    expect(said).toMatch(/^refused: models\[1\]\.id: "bert-base-uncased" is not allowed \| .*address of its page.*$/);
  });
  test.each(['hf.co/org/m', 'huggingface.co/org/m/', 'https://www.huggingface.co/org/m/tree/main'])(
    'the address %s is one',
    async (page) => {
      await create('base=pytorch', `models=${page}`);
      expect(read('.yo-rc.json')).toMatch(/"id": "org\/m",\s+"revision": "main"/);
    },
  );
});

test.each([
  ['pytorch', 'requirements.txt'],
  ['python', 'poetry.lock'],
  ['jupyter', 'environment.yaml'],
  ['r', 'requirements.txt'],
])('in %s the file %s is no package', async (base, file) => {
  expect(await create(`base=${base}`, `packages=${file}`)).toMatch(
    new RegExp(`^refused: packages\\[1\\]: "${file}" is a file and no package \\| name the packages`),
  );
});

test('a package whose name ends like a file is one', async () => {
  expect(await create('base=python', 'packages=ruamel.yaml==0.18.6')).not.toContain('refused');
});

test('a new project names the program that loads what came unasked, and a session of RStudio none that is not there', async () => {
  const said = await create('base=rocker', 'packages=ggplot2');
  expect(said).toMatch(/has jsonlite beside .*: it comes with the base rocker, and no generated program loads it/);
  expect(said).not.toContain('Where none does any more');
});

test('the pipeline is one of GitLab where the registry is', async () => {
  await create('base=python', 'registry=git.ecdf.ed.ac.uk/lungs/project');
  expect(read('.yo-rc.json')).toContain('"ci": "gitlab"');
});

test('a library as the error message names it is told by its package', async () => {
  expect(await create('base=python', 'systemPackages=libGL')).toContain('did you mean libgl1?');
});

test('what came with the last model stays where a program names it, and what was filled in for the model is said to go', async () => {
  await create('base=pytorch', 'models=org/m');
  mkdirSync(join(folder, 'src/triage'));
  writeFileSync(join(folder, 'src/triage/model.py'), 'import transformers\n');
  const list = read('models/models.json').replace('"licence": ""', '"licence": "mit"');
  writeFileSync(join(folder, 'models/models.json'), list);
  const said = await create('models=');
  expect(read('requirements.txt')).toMatch(/^transformers==/m);
  expect(said).toMatch(/packages: transformers==\S+ came with models.*src\/triage\/model\.py names it, so it stays/);
  expect(said).toContain('models: org/m goes from models/models.json with all that was filled in there');
});

test('a model that goes is named with the commit that was fetched, and naming it beside another one keeps what was filled in', async () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  await create('base=pytorch', 'models=org/m');
  const list = read('models/models.json').replace('"licence": ""', '"licence": "mit"').replace('"main"', `"${commit}"`);
  writeFileSync(join(folder, 'models/models.json'), list);
  await create('models=org/m,org/two');
  expect(read('models/models.json')).toMatch(new RegExp(`${commit}[^]*"licence": "mit"|"licence": "mit"[^]*${commit}`));
  const said = await create('models=org/two');
  expect(said).toContain(`to keep all: --set models=org/m@${commit},org/two`);
  expect(said).toContain('upgrade --undo brings that back');
});

test.each([
  ['ggplot', 'ggplot2'],
  ['dplyer', 'dplyr'],
])('in R %s is told as nearly %s', async (typed, meant) => {
  expect(await create('base=r', `packages=${typed}`)).toContain(
    `${typed} is in no table here, and nearly written as ${meant}`,
  );
});

test('a package of git without a commit is taken, and said to change', async () => {
  const [set, entry] = [['base=pytorch', 'systemPackages=git'], 'packages=y @ git+https://github.com/x/y'];
  expect(await create(...set, entry)).toContain('git+https://github.com/x/y has no commit');
  expect(await create(...set, `${entry}@${'a'.repeat(40)}`)).not.toContain('has no commit');
});
