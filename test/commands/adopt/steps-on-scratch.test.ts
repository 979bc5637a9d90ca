import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Two steps of R, with the place of what the first leaves the second. */
function writeSteps(place: string): void {
  write('01.R', `d <- read.csv("data/cohort.csv")\nsaveRDS(d, "${place}/clean.rds")\n`);
  write('02.R', `d <- readRDS("${place}/clean.rds")\nwrite.csv(summary(d), "output/table.csv")\n`);
  write('README.md', '# Study\n\n```\nRscript 01.R\nRscript 02.R\n```\n');
}

async function adoptAgain(): Promise<string> {
  const flags = { defaults: true, base: 'r', set: ['project=nsh-2026-001', 'registry=ghcr.io/me'] };
  expect(await adopt({ targets: [folder], flags }, catchEnvironment())).toBe(0);
  return readFileSync(join(folder, 'tre/README.md'), 'utf8');
}

test('a step on the way that goes to /scratch, as the page asks, is settled', async () => {
  write('data/cohort.csv', 'a\n1\n');
  write('output/.gitkeep', '');
  writeSteps('output');
  expect(await adoptAgain()).toContain('write that below /scratch');
  writeSteps('/scratch');
  const page = await adoptAgain();
  expect(page).not.toContain('/scratch/clean.rds');
  expect(page).not.toContain('write that below /scratch');
});

test('what nobody reads again on /scratch is lost, and no folder of the start keeps it', async () => {
  write('01.R', 'd <- read.csv("data/cohort.csv")\nsaveRDS(d, "/scratch/clean.rds")\n');
  const page = await adoptAgain();
  expect(page).toContain(
    '/scratch/clean.rds is written where nothing is kept: if it is a result, write it to /safe_outputs',
  );
});
