import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nameFailure } from '../../../generators/name-failure.ts';
import { showCollisions } from '../../../src/engine/changes/describe-sides.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { FileEntry } from '../../../src/model/file-tree.ts';
import type { PlanEntry } from '../../../src/model/upgrade/plan.ts';
import { create as run, upgrade } from '../../helpers/call-commands.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'messages-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function create(set: readonly string[], more = {}): Promise<{ readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  await run({ targets: [root], flags: { set, defaults: true, ...more } }, environment);
  return environment.printed;
}

const undo = async (): Promise<unknown> => upgrade({ targets: [root], flags: { undo: true } }, catchEnvironment());

test('a port on a base without a session names the bases that have one', async () => {
  await expect(create([...own, 'port=8080'])).rejects.toThrow(
    'To fix: leave it out; a base with a session has one: --set base=rocker or --set base=jupyter or --set base=rapids',
  );
});

test('packages with a blank between them get their comma, and a version that is no version does not', async () => {
  await expect(create([...own, 'packages=pandas==2.2.3 scikit-learn'])).rejects.toThrow(
    'write a comma between two: pandas==2.2.3,scikit-learn',
  );
  await expect(create([...own, 'packages=pandas === = 2'])).rejects.toThrow('write one requirement of pip');
});

test('a package of the system that is nearly written as a known one is said', async () => {
  expect((await create([...own, 'systemPackages=graphvizz,libxyz-dev'])).err).toBe(
    'systemPackages: graphvizz is in no table here, and nearly written as graphviz: names are looked up by nothing before the build\n',
  );
});

test('the last step names the command for a registry that nobody gave', async () => {
  const { out } = await create(['name=cohort', 'project=nsh-2026-001']);
  expect(out.replaceAll(/\s+/g, ' ')).toContain('tre-container upgrade --set registry=ghcr.io/OWNER');
});

test('another forge is told with what it needs, once', async () => {
  await create(own);
  expect((await create(['ci=gitlab'])).err).toMatch(
    /^ci: the pipeline of GitLab pushes to ghcr\.io\/my-group, with REGISTRY_USER and REGISTRY_TOKEN, .*--set registry=git\.ecdf\.ed\.ac\.uk\/GROUP\/PROJECT$/m,
  );
  expect((await create(['gpu=false'])).err).toBe('');
});

test('a second step back names git', async () => {
  await create(own);
  await create(['description=Another one']);
  await undo();
  await expect(undo()).rejects.toThrow('git restore --source=COMMIT .');
});

test('what yo may not do once it has given up root is no matter of permissions', () => {
  const denied = new UserError({ where: '/x', what: 'permission denied (EACCES)', fix: 'chmod' });
  const { message } = nameFailure(denied, 'npx yo tre-container', '1.0.0', 1000);
  expect(message).toContain('goes on as user 1000');
  expect(message).toContain('as root take no yo');
  expect(message).not.toContain('chmod');
  const full = new UserError({ what: 'the disk is full (ENOSPC)', fix: 'free some space' });
  expect(nameFailure(full, 'npx yo tre-container', '1.0.0', 1000).message).toContain('free some space');
});

test('a version behind a blank is one package of conda', async () => {
  await expect(create(['base=jupyter', 'packages=numpy 1.26'])).rejects.toThrow('numpy=1.26');
  await expect(create(['base=jupyter', 'packages=numpy pandas'])).rejects.toThrow('numpy,pandas');
});

test('whoever has to choose between two sides sees them', async () => {
  await create([...own, 'packages=pandas==2.2.3']);
  const list = join(root, 'requirements.txt');
  writeFileSync(list, readFileSync(list, 'utf8').replace('pandas==2.2.3', 'pandas==2.2.2'));
  const { err } = await create(['packages=pandas==2.3.0']);
  expect(err).toMatch(
    /requirements\.txt: you and the template changed the same lines\n {4}yours: +pandas==2\.2\.2\n {4}the template's: pandas==2\.3\.0\n/,
  );
  expect(err).toContain('--on-conflict yours');
});

test('of what nobody took out it is not said that somebody did', async () => {
  await create(own);
  const file = join(root, 'Dockerfile');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^COPY --chmod=0444 requirements/m, 'RUN pip --version\n$&'));
  const { err } = await create(['base=pytorch']);
  expect(err).toMatch(/^ {4}yours: +RUN pip --version\n {4}the template's: \(comments alone\)$/m);
  expect(err).not.toContain('(taken out)');
});

const fileOf = (text: string): FileEntry => ({ text, executable: false });

const conflictOf = (yours: string, theirs: string): PlanEntry => ({
  path: 'a.sh',
  action: 'conflict',
  reason: '',
  ownership: 'shared',
  current: fileOf(yours),
  next: fileOf(yours),
  choices: { yours: fileOf(yours), theirs: fileOf(theirs) },
});

const shown = (yours: string, theirs: string): readonly string[] =>
  showCollisions(conflictOf(yours, theirs), new Map([['a.sh', fileOf('one\ntwo\nthree\n')]]));

test('what one side took out is said, and named where it does not stand beside', () => {
  expect(shown('one\nthree\n', 'one\n2\nthree\n')).toEqual(['yours:          (taken out)', "the template's: 2"]);
  expect(shown('one\n2\nthree\n', 'one\nthree\n')).toEqual(['yours:          2', "the template's: (taken out)"]);
  expect(shown('one\ntwo\nown\nthree\n', 'one\nthree\n')).toEqual([
    'yours:          own',
    "the template's: (taken out: two)",
  ]);
  expect(shown('one\ntwo\nthree\n', 'one\n2\nthree\n')).toEqual([
    'yours:          two (as it was generated)',
    "the template's: 2",
  ]);
});

test('of a Dockerfile of another base the lines of theirs are shown, and no way that would be refused', async () => {
  await create(own);
  const file = join(root, 'Dockerfile');
  writeFileSync(file, readFileSync(file, 'utf8').replace('/app/main.py', '/app/notes.py'));
  const { err } = await create(['base=jupyter']);
  expect(err).toMatch(/^ {4}yours: +ENTRYPOINT \["python3", "\/app\/notes\.py"\]$/m);
  expect(err).toContain('To fix: --on-conflict theirs (');
  expect(err).not.toContain('--on-conflict yours');
});

test('nor is it written where a person takes their side of it at a terminal', async () => {
  await create(own);
  const file = join(root, 'Dockerfile');
  const mine = readFileSync(file, 'utf8').replace('/app/main.py', '/app/notes.py');
  writeFileSync(file, mine);
  const { asker } = scriptedAsker({ 'Dockerfile exists and differs': ['yours'] });
  const flags = { set: [...own, 'base=jupyter'] };
  await expect(run({ targets: [root], flags }, catchEnvironment({ asker }))).rejects.toThrow(
    'would stay in an image of',
  );
  expect(readFileSync(file, 'utf8')).toBe(mine);
});

test('of two starters of one language none is made for a person who put the first away', async () => {
  await create([...own, 'base=r']);
  rmSync(join(root, 'src/main.R'));
  writeFileSync(join(root, 'src/own.R'), 'print(1)\n');
  const change = { 'on-conflict': 'theirs' };
  const { out } = await create(['base=rocker'], { ...change, 'dry-run': true });
  expect(out).toMatch(/src\/start\.\w+ +not made, since you deleted the starter of the base before/);
  await create(['base=rocker'], change);
  expect(readdirSync(join(root, 'src'))).toEqual(['own.R']);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).not.toContain('| `src/start');
});

test.each([
  ['python', 'src/main.py', 'src/cohort.py'],
  ['jupyter', 'src/start.ipynb', 'src/survival.ipynb'],
])('%s: README has no row of a starter that is put away, until it is restored', async (base, starter, mine) => {
  await create([...own, `base=${base}`]);
  const readme = (): string => readFileSync(join(root, 'README.md'), 'utf8');
  const row = `| \`${starter}\` |`;
  expect(readme()).toContain(row);
  renameSync(join(root, starter), join(root, mine));
  const again = async (flags: object): Promise<string> => {
    const environment = catchEnvironment();
    await upgrade({ targets: [root], flags }, environment);
    return environment.printed.out;
  };
  expect(await again({ defaults: true })).toContain('its row of a file that you put away goes');
  expect(readme()).not.toContain(row);
  expect(readme()).toContain('| `ces/` |');
  await again({ defaults: true, set: ['contact=ada@example.org'] });
  expect(readme()).not.toContain(row);
  await again({ defaults: true, restore: [starter] });
  expect(readme()).toContain(row);
});

const job = (): string => readFileSync(join(root, 'ces/job.yaml'), 'utf8');
const change = async (flags: object): Promise<string> => {
  const environment = catchEnvironment();
  await upgrade({ targets: [root], flags: { defaults: true, ...flags } }, environment);
  return environment.printed.out;
};

describe.each([
  ['python', 'src/main.py', 'src/cohort.py'],
  ['r', 'src/main.R', 'src/cohort.R'],
])('%s: the argument of the starter in the job', (base, starter, mine) => {
  beforeEach(async () => {
    await create([...own, `base=${base}`, 'runtimes=kubernetes']);
    renameSync(join(root, starter), join(root, mine));
  });

  test('goes with it, and comes back with it', async () => {
    const before = job();
    expect(await change({})).toContain('the argument of the starter that you put away goes');
    expect(job()).toBe(before.replace(/ +args:\n +- measurements\.csv\n/, ''));
    expect(await change({})).not.toContain('ces/job.yaml');
    await change({ restore: [starter] });
    expect(job()).toBe(before);
  });

  test('is left where it is one of the person, before and after', async () => {
    const theirs = job().replace('- measurements.csv', '- --cohort=a');
    writeFileSync(join(root, 'ces/job.yaml'), theirs);
    await change({});
    expect(job()).toBe(theirs);
  });

  test('is not given again, and one that the person writes later stays', async () => {
    await change({});
    const theirs = job().replace(/^( +)env:$/m, '$1args:\n$1  - --cohort=a\n$1env:');
    writeFileSync(join(root, 'ces/job.yaml'), theirs);
    await change({ set: ['contact=ada@example.org'] });
    expect(job()).toBe(theirs);
  });
});
