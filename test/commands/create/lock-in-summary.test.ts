import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create } from '../../helpers/call-commands.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** What a person reads before they are asked whether to write. */
async function summary(
  base: string,
  packages: string,
  edit: (list: string) => string = (list) => list,
): Promise<string> {
  const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group', `base=${base}`];
  const flags = { set: [...own, `packages=${packages}`], defaults: true };
  await create({ targets: [root], flags }, catchEnvironment());
  const file = join(root, base === 'julia' ? 'install_packages.jl' : 'install_packages.R');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  const environment = catchEnvironment(scriptedAsker({}));
  await create({ targets: [root], flags: { set: ['contact=Ada'] } }, environment);
  return environment.printed.out;
}

test.each([
  ['julia', 'Manifest.toml'],
  ['julia', 'Manifest-v1.12.toml'],
  ['r', 'renv.lock'],
  ['rocker', 'renv.lock,lme4'],
])('%s: a lock is installed though the list does not name it: %s', async (base, packages) => {
  const shown = await summary(base, packages);
  expect(shown).toContain('Ada');
  expect(shown).not.toContain('as you left it');
});

test('beside a lock a package that somebody took out is still named', async () => {
  expect(await summary('r', 'renv.lock,lme4', (list) => list.replace(/^ +"lme4",\n/m, ''))).toContain(
    'install_packages.R, as you left it, has no lme4: what stands there is installed',
  );
});

test.each([
  ['julia', 'Manifest.toml', 'Pkg.instantiate()', 'Pkg.add("CSV")'],
  ['r', 'renv.lock', /^renv::restore/m, '# renv::restore'],
])('%s: a list that somebody made pass over its lock is named: %s', async (base, lock, call, other) => {
  expect(await summary(base, lock, (list) => list.replace(call, other))).toMatch(
    /install_packages\.\w+, as you left it, does not install what (?:Manifest\.toml|renv\.lock) names: what stands there is installed/,
  );
});
