import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rSystemLibraries } from '../../../src/catalog/software/r-system-libraries.ts';
import { findSystemNeeds } from '../../../src/engine/changes/system-libraries.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt, create } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'system-libraries-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function said(set: readonly string[], run: typeof create = create): Promise<string> {
  const environment = catchEnvironment();
  const flags = { defaults: true, set: ['name=c', 'project=nsh-2026-001', 'registry=ghcr.io/me', ...set] };
  expect(await run({ targets: [join(folder, 'c')], flags }, environment)).toBe(0);
  return environment.printed.out + environment.printed.err;
}

test('a package of R that needs libraries of the system says so once, with the answer that brings them', async () => {
  const first = await said(['base=r', 'packages=sf,data.table', 'systemPackages=curl']);
  expect(first).toContain(
    'packages: sf needs libraries of the system, which the image is not known to have, so that the build may fail or they may not load: --set systemPackages=curl,libgdal-dev,libgeos-dev,libproj-dev,libudunits2-dev',
  );
  expect(await said(['packages=sf,data.table,lme4'])).not.toContain('libraries of the system');
  const later = await said(['packages=sf,data.table,lme4,rjags', 'systemPackages=curl,libgdal-dev']);
  expect(later).toContain('packages: rjags needs libraries');
});

test('what is there, what an image brings, and other languages say nothing', () => {
  const has = ['libgdal-dev', 'libgeos-dev', 'libproj-dev', 'libudunits2-dev'];
  expect(findSystemNeeds(['sf'], { image: 'rocker/r-ver:4.5', has }, rSystemLibraries)).toBeUndefined();
  expect(findSystemNeeds(['sf'], { image: 'rocker/geospatial:4.5', has: [] }, rSystemLibraries)).toBeUndefined();
  expect(findSystemNeeds(['dplyr'], { image: 'rocker/r-ver:4.5', has: [] }, rSystemLibraries)).toBeUndefined();
  for (const entry of ['sf@1.0-21', 'r-spatial/sf@0123456789', 'SF'])
    expect(findSystemNeeds([entry], { image: '', has: [] }, rSystemLibraries)?.packages).toEqual(['sf']);
});

test('Python packages of such a name are others', async () => {
  expect(await said(['base=python', 'packages=units==0.7'])).not.toContain('libraries of the system');
});

test('a lock of an adopted repository is looked at, too', async () => {
  const environment = catchEnvironment();
  writeFileSync(join(folder, 'main.R'), 'library(sf)\nx <- 1\nsaveRDS(x, "/safe_outputs/x.rds")\nprint(x)\n');
  const sf = { Package: 'sf', Version: '1.0-21', Source: 'Repository', Repository: 'CRAN' };
  const lock = { R: { Version: '4.5.1', Repositories: [] }, Packages: { sf } };
  writeFileSync(join(folder, 'renv.lock'), JSON.stringify(lock));
  const flags = { defaults: true, set: ['program=main.R'] };
  expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
  expect(environment.printed.out + environment.printed.err).toMatch(
    /sf needs libraries of the system.*tre-container upgrade tre --set systemPackages=libgdal-dev/s,
  );
});
