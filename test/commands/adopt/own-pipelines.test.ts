import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// The pipeline of an adopted repository is one that starts where it is pushed to.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-pipelines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const github = '.github/workflows/tests.yml';
const gitlab = '.gitlab-ci.yml';

test.each([
  ['https://git.ecdf.ed.ac.uk/copd/analysis.git', [], [], 'gitlab'],
  ['git@gitlab.com:copd/analysis.git', [], ['registry=ghcr.io/me'], 'gitlab'],
  [undefined, [], ['registry=git.ecdf.ed.ac.uk/copd/analysis'], 'gitlab'],
  [undefined, [], ['registry=ghcr.io/me'], 'github'],
  [undefined, [gitlab], ['registry=ghcr.io/me'], 'gitlab'],
  [undefined, [github], ['registry=git.ecdf.ed.ac.uk/copd/analysis'], 'github'],
  ['git@github.com:copd/analysis.git', [github, gitlab], [], 'github'],
  ['git@gitlab.com:copd/analysis.git', [], ['ci=github'], 'github'],
])('remote %s, with %j, given %j: %s', async (remote, files, set, ci) => {
  mkdirSync(join(folder, '.git'));
  for (const path of ['run.R', ...files]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      path === 'run.R' ? 'd <- read.csv("/safe_data/a.csv")\nprint(d)\nprint(1)\n' : 'a: {}\n',
    );
  }
  const environment = { ...catchEnvironment(), git: async () => (remote === undefined ? {} : { remote }) };
  const flags = { defaults: true, set: ['project=a-1', ...set] };
  const code = await (adopt as AnyCall)({ targets: [folder], flags } as never, environment);
  expect(`${String(code)}${environment.printed.err}`).toBe('0');
  expect(existsSync(join(folder, 'tre/gitlab-ci.yml')) ? 'gitlab' : 'github').toBe(ci);
});
