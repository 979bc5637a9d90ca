import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { create as run, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'settled-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function create(...set: readonly string[]): Promise<string> {
  const environment = catchEnvironment();
  const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
  const flags = { set: [...own, ...set], defaults: true, 'on-conflict': 'theirs' } as const;
  expect(await run({ targets: [root], flags }, environment)).toBe(0);
  return environment.printed.out;
}

/** Nothing is left to do after a command: neither for `upgrade --check`, nor for the same command again. */
async function expectSettled(...set: readonly string[]): Promise<void> {
  const environment = catchEnvironment();
  await upgrade({ targets: [root], flags: { check: true } }, environment);
  // Rows of the checklist are renewed, which counts as edited.
  expect(environment.printed.out).toMatch(/is up to date|Nothing to do/);
  expect(await create(...set)).toContain('nothing to write');
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const starters: Readonly<Record<string, string>> = {
  python: 'src/main.py',
  pytorch: 'src/main.py',
  jupyter: 'src/start.ipynb',
  rapids: 'src/start.ipynb',
  r: 'src/main.R',
  rocker: 'src/start.qmd',
  julia: 'src/main.jl',
};

test.each([
  ['python', 'pytorch', 'jupyter', 'python'],
  ['jupyter', 'python', 'jupyter'],
  ['r', 'rocker', 'r', 'python', 'r'],
  ['rocker', 'r', 'rocker'],
  ['julia', 'r', 'julia'],
  ['rapids', 'python', 'rapids'],
])('every change of base is settled at once, with the starter put away: %s, %s, %s, ..', async (first, ...others) => {
  await create(`base=${first}`);
  rmSync(join(root, starters[first] ?? ''), { force: true });
  writeFileSync(join(root, 'src/own.py'), 'print(1)\n');
  writeFileSync(join(root, 'src/own.R'), 'print(1)\n');
  await create('description=Own programs');
  await expectSettled();
  for (const base of others) {
    // oxlint-disable-next-line no-await-in-loop -- each rests on the one before
    await create(`base=${base}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expectSettled(`base=${base}`);
  }
  expect(read('README.md')).not.toContain(`| \`${starters[first] ?? ''}\` |`);
});
