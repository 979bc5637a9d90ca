import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create, upgrade } from '../../helpers/call-commands.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

/** A project whose record somebody changed in an editor. */
async function makeProject(set: readonly string[], byHand: Readonly<Record<string, unknown>>): Promise<void> {
  await create({ targets: [folder], flags: { set: [...own, ...set], defaults: true } }, catchEnvironment());
  const path = join(folder, '.yo-rc.json');
  const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { answers: object }>;
  Object.assign(record['generator-tre-container']?.answers ?? {}, byHand);
  writeFileSync(path, JSON.stringify(record, undefined, 2));
}

async function bring(set: readonly string[] = []): Promise<string> {
  const environment = catchEnvironment();
  try {
    await upgrade({ targets: [folder], flags: { set: [...set], defaults: true } }, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ where, what, fix }) => `refused ${where ?? ''} ${what} | ${fix ?? ''}`).join('\n');
  }
  return environment.printed.out + environment.printed.err;
}

test.each([
  [['lme4', 'data.table', 'any::dplyr'], 'packages', 'any::dplyr', 'write "dplyr"'],
  ['docker.io/library/ubuntu:24.04', 'image', 'bare distribution', "take one of the base's images"],
])('an answer that does not stand is refused, and takes nothing with it: %s', async (value, key, what, fix) => {
  await makeProject(['base=r', 'packages=lme4,data.table'], { [key]: value });
  const before = snapshotFolder(folder);
  const said = await bring();
  expect(said).toMatch(/^refused .*\.yo-rc\.json/);
  expect(said).toContain(what);
  expect(said).toContain(fix);
  expect(said).toContain(`correct it there, or give another: --set ${key}=...`);
  expect(snapshotFolder(folder)).toEqual(before);
});

test('a description of before that has something which cannot be seen stays until one is given', async () => {
  await makeProject(['base=python', 'packages='], { description: 'lung\u200B CT' });
  const before = snapshotFolder(folder);
  const said = await bring();
  expect(said).toContain(String.raw`lung\u200b CT`);
  expect(said).toContain('did you mean lung CT?');
  expect(said).toContain('correct it there, or give another: --set description=...');
  expect(snapshotFolder(folder)).toEqual(before);
  expect(await bring(['description=lung CT'])).not.toContain('refused');
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('lung CT');
});

test('another one that is given stands in its place', async () => {
  await makeProject(['base=r', 'packages=lme4,data.table'], { packages: ['lme4', 'any::dplyr'] });
  expect(await bring(['packages=lme4,dplyr'])).not.toContain('refused');
  expect(readFileSync(join(folder, 'install_packages.R'), 'utf8')).toMatch(/"lme4",\n {2}"dplyr",/);
});

test('a change of base leaves it behind', async () => {
  await makeProject(['base=r', 'packages=lme4,data.table'], { packages: ['lme4', 'any::dplyr'] });
  expect(await bring(['base=julia'])).not.toContain('refused');
});

test('another base says that the image is none of its own', async () => {
  await makeProject(['base=python', 'packages='], { base: 'pytorch' });
  expect(await bring()).toMatch(/docker\.io\/library\/python is an image of the base python[^]*--set base=python/);
});

test('another language says that the base was changed, and not each answer that it does not take', async () => {
  await makeProject(['base=python', 'packages=pandas==2.2.3,lifelines==0.30.0'], { base: 'julia' });
  const said = await bring();
  expect(said).toMatch(
    /^refused .*\.yo-rc\.json base is julia, and the image and other answers beside it are those of python/,
  );
  expect(said).toContain('write "base": "python" there again; to change it: tre-container upgrade');
  expect(said.split('\n')).toHaveLength(1);
});

test('the notation of an answers file stands there too', async () => {
  await makeProject(['base=r'], { packages: 'survival, ggplot2', gpu: 'no' });
  expect(await bring()).not.toContain('refused');
  expect(readFileSync(join(folder, 'install_packages.R'), 'utf8')).toMatch(/"survival",\n {2}"ggplot2",/);
});

test('what is no list, or no base, is refused by itself', async () => {
  await makeProject(['base=r'], { packages: { survival: 1 } });
  expect(await bring()).toMatch(/^refused \S*\.yo-rc\.json packages: [^\n]*$/);
  await makeProject(['base=r', 'packages=lme4'], { base: 'rockr' });
  expect(await bring()).toMatch(/^refused \S*\.yo-rc\.json base: [^\n]*$/);
});
