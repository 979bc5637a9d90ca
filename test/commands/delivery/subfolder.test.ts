import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AnyCall, adopt, check, create, upgrade } from '../../helpers/call-commands.ts';
import type { Flags } from '../../../src/model/command.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

const frozen = path.join(import.meta.dirname, '../../history/0.1.0/python-minimal');
const workflow = '.github/workflows/container.yml';
const baselineFile = 'containers/ct/.tre-container/baseline.json';

let repository: string;

beforeEach(() => {
  repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'subfolder-')));
  fs.mkdirSync(path.join(repository, '.git'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(repository, { recursive: true });
});

const at = (file: string): string => path.join(repository, file);
const read = (file: string): string => fs.readFileSync(at(file), 'utf8');
const isThere = (file: string): boolean => fs.existsSync(at(file));
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), text);
};

interface Ended {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

async function start(command: AnyCall, folder: string, flags: Flags = {}): Promise<Ended> {
  const environment = catchEnvironment();
  const code = await command({ targets: [at(folder)], flags } as never, environment).catch((error: unknown) =>
    String(error),
  );
  return { code, ...environment.printed };
}

const make = async (set: readonly string[] = [], folder = 'containers/ct'): Promise<Ended> =>
  start(create, folder, { defaults: true, set: ['name=ct', 'registry=ghcr.io/org', 'contact=Ada', ...set] });

const look = async (): Promise<string> =>
  (await start(check, 'containers/ct', { format: 'json', 'fail-on': 'never' })).out;

/** Git knows the folder: it belongs to the repository. */
function track(): void {
  execFileSync('git', ['init', '--quiet', repository]);
  execFileSync('git', ['-C', repository, 'add', '--force', 'containers/ct/.yo-rc.json']);
}

/** A project of 0.1.0 in a folder of the repository, named as its state says. */
function placeOld(): string {
  fs.cpSync(frozen, at('containers/ct'), { recursive: true });
  track();
  const state = JSON.parse(read('containers/ct/.yo-rc.json')) as Record<string, { answers: { name: string } }>;
  return `.github/workflows/container-${state['generator-tre-container']?.answers.name ?? ''}.yml`;
}

describe('create in a folder of a repository', () => {
  test("GitHub's workflow stands at the root, works in the folder, and nothing else is written outside", async () => {
    expect(await make()).toMatchObject({ code: 0 });
    expect(isThere(`containers/ct/${workflow}`)).toBe(false);
    expect(isThere('containers/ct/.github')).toBe(false);
    expect(read('.github/workflows/container-ct.yml')).toContain('working-directory: containers/ct\n');
    const outside = Object.keys(snapshotFolder(repository)).filter((name) => !name.startsWith('containers'));
    expect(outside.toSorted()).toEqual(['.git', '.github', '.github/workflows', '.github/workflows/container-ct.yml']);
    const { code, out } = await start(upgrade, 'containers/ct', { check: true });
    expect({ code, out }).toMatchObject({ code: 0 });
  });

  test('the check reads the workflow there, and no file that no forge reads', async () => {
    await make();
    const results = JSON.parse((await start(check, 'containers/ct', { format: 'json', 'fail-on': 'never' })).out) as {
      readonly results?: unknown;
    };
    const text = JSON.stringify(results);
    expect(text).not.toContain('no forge reads it');
    fs.mkdirSync(at('containers/ct/.github/workflows'), { recursive: true });
    fs.renameSync(at('.github/workflows/container-ct.yml'), at(`containers/ct/${workflow}`));
    const moved = await start(check, 'containers/ct', { format: 'json', 'fail-on': 'never' });
    expect(moved.out).toContain('no forge reads it in the folder containers/ct');
  });

  test('its checklist is the one that the check finds', async () => {
    await make();
    const before = read('containers/ct/CHECKLIST.md');
    await start(check, 'containers/ct', { checklist: true });
    expect(read('containers/ct/CHECKLIST.md')).toBe(before);
    expect(before).toMatch(/\[x\].*\n.*.*workflow-scans-image-before-push|workflow-scans-image-before-push/);
  });

  test("GitLab's stays in the folder; the job that starts it stands at its head, and counts once it is added", async () => {
    expect(await make(['ci=gitlab'])).toMatchObject({ code: 0 });
    const text = read('containers/ct/gitlab-ci.yml');
    expect(text).toContain('#       include: containers/ct/gitlab-ci.yml\n');
    expect(await look()).toContain('no job of the .gitlab-ci.yml at the root of the repository starts it');
    const job = text
      .split('\n')
      .filter((line) => line.startsWith('#   '))
      .map((line) => line.slice(4))
      .join('\n');
    write('.gitlab-ci.yml', `${job}\n`);
    expect(await look()).not.toContain('starts it');
    // GitLab puts a job without a stage into "test", and refuses the whole pipeline where there is none.
    write('.gitlab-ci.yml', `stages: [build]\n${job}\n`);
    expect(await look()).toContain('has container-ct in a stage that its stages lack');
    write('.gitlab-ci.yml', `include: {project: a/b, file: stages.yml}\n${job}  stage: own\n`);
    expect(await look()).not.toContain('starts it');
    write('.gitlab-ci.yml', `stages: [build]\n${job}  stage: build\n`);
    expect(await look()).not.toContain('starts it');
  });

  test('a file of that name which is somebody else’s stops it, and nothing is written', async () => {
    write('.github/workflows/container-ct.yml', 'name: theirs\n');
    const { code, err } = await make();
    expect(code).toBe(1);
    expect(err).toContain('repository:.github/workflows/container-ct.yml');
    expect(isThere('containers')).toBe(false);
  });

  test('no link is followed on the way there', async () => {
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
    fs.symlinkSync(elsewhere, at('.github'));
    const { code } = await make();
    expect(code).toMatch(/repository:\.github.*is a symbolic link/s);
    expect(fs.readdirSync(elsewhere)).toEqual([]);
    fs.rmSync(elsewhere, { recursive: true });
  });

  test('another name takes the workflow along', async () => {
    await make();
    expect(await start(create, 'containers/ct', { defaults: true, set: ['name=mri'] })).toMatchObject({ code: 0 });
    expect(fs.readdirSync(at('.github/workflows'))).toEqual(['container-mri.yml']);
  });

  test('another name leaves a workflow that was edited, which still runs, and says so', async () => {
    await make();
    fs.appendFileSync(at('.github/workflows/container-ct.yml'), '# mine\n');
    const { out } = await start(create, 'containers/ct', { defaults: true, set: ['name=mri'] });
    expect(out).toMatch(/Left as it is:\n {2}repository:\S+container-ct\.yml {2}you edited it, so it was not moved/);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'it still runs beside the new one, as it did before: take your lines over into repository:.github/workflows/container-mri.yml, then remove it',
    );
    const { err } = await start(check, 'containers/ct', { 'fail-on': 'never' });
    expect(err).toMatch(
      /container-ct\.yml, at the root of the repository, is a second pipeline of \S*ct: .*git rm \.github\/workflows\/container-ct\.yml/,
    );
    fs.rmSync(at('.github/workflows/container-ct.yml'));
    expect((await start(check, 'containers/ct', { 'fail-on': 'never' })).err).not.toContain('second pipeline');
  });
});

describe('upgrade of a project of 0.1.0 in a folder', () => {
  test('moves the workflow that nobody edited, and undo brings it back', async () => {
    const placed = placeOld();
    const before = snapshotFolder(at('containers'));
    const { code, out } = await start(upgrade, 'containers/ct', { defaults: true });
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(isThere(`containers/ct/${workflow}`)).toBe(false);
    expect(read(placed)).toContain('working-directory: containers/ct\n');
    expect(await start(upgrade, 'containers/ct', { undo: true })).toMatchObject({ code: 0 });
    expect(isThere(placed)).toBe(false);
    expect(isThere('.github')).toBe(false);
    expect(snapshotFolder(at('containers'))).toEqual(before);
  });

  test('leaves one that was edited, and says what is to be done', async () => {
    const placed = placeOld();
    fs.appendFileSync(at(`containers/ct/${workflow}`), '# mine\n');
    const { code, out } = await start(upgrade, 'containers/ct', { defaults: true });
    expect(code).toBe(0);
    expect(out).toContain(
      `no forge reads it in a folder of a repository: take your lines over into repository:${placed}`,
    );
    expect(read(`containers/ct/${workflow}`)).toMatch(/# mine\n$/);
    expect(isThere(placed)).toBe(true);
  });

  test('one that was deleted stays deleted', async () => {
    const placed = placeOld();
    fs.rmSync(at(`containers/ct/${workflow}`));
    expect(await start(upgrade, 'containers/ct', { defaults: true })).toMatchObject({ code: 0 });
    expect(isThere(placed)).toBe(false);
  });

  test('where none is at the root, it is said that nothing builds the image, and how to have it', async () => {
    await make();
    track();
    // As where the whole repository was put into another one.
    fs.rmSync(at('.github'), { recursive: true });
    const { code, out } = await start(upgrade, 'containers/ct', { defaults: true });
    expect(code).toBe(0);
    const [, restore = ''] = /nothing builds the image: .*upgrade --restore (\S+) writes it/.exec(out) ?? [];
    expect(isThere('.github')).toBe(false);
    expect(await start(upgrade, 'containers/ct', { defaults: true, restore: [restore] })).toMatchObject({ code: 0 });
    expect(isThere('.github/workflows/container-ct.yml')).toBe(true);
  });
});

describe('a project that came from somebody else', () => {
  const other = '.github/workflows/container-other.yml';

  test('its baseline names no other file of the repository', async () => {
    await make();
    write(other, 'name: other\n');
    const baseline = JSON.parse(read(baselineFile)) as { files: Record<string, unknown> };
    baseline.files[`repository:${other}`] = { ownership: 'shared', text: ['name: other', ''] };
    write(baselineFile, JSON.stringify(baseline));
    expect(await start(upgrade, 'containers/ct', { defaults: true })).toMatchObject({ code: 0 });
    expect(read(other)).toBe('name: other\n');
  });

  test.each([
    'repository:.git/config',
    'repository:../x',
    'repository:.github/workflows/release.yml',
    'repository:README.md',
  ])('a baseline that names %s is refused', async (name) => {
    await make();
    const baseline = JSON.parse(read(baselineFile)) as { files: Record<string, unknown> };
    baseline.files[name] = { ownership: 'shared', text: [''] };
    write(baselineFile, JSON.stringify(baseline));
    expect((await start(upgrade, 'containers/ct', { defaults: true })).code).toContain(name);
  });

  test('what was unpacked in a repository of one’s own writes no workflow there, until git knows it', async () => {
    await make();
    const made = read('.github/workflows/container-ct.yml');
    write('.github/workflows/container-ct.yml', 'on: push\n');
    vi.stubEnv('XDG_STATE_HOME', fs.mkdtempSync(path.join(os.tmpdir(), 'other-user-')));
    const baseline = JSON.parse(read(baselineFile)) as { files: Record<string, unknown> };
    baseline.files['repository:.github/workflows/container-ct.yml'] = {
      ownership: 'generator',
      text: ['on: push', ''],
    };
    write(baselineFile, JSON.stringify(baseline));
    for (const command of [upgrade, create]) {
      const { code } = await start(command, 'containers/ct', { defaults: true });
      expect(code).toMatch(/does not track containers\/ct\/\.yo-rc\.json in it, and no run of yours wrote it here/);
      expect(read('.github/workflows/container-ct.yml')).toBe('on: push\n');
    }
    track();
    expect(await start(upgrade, 'containers/ct', { defaults: true })).toMatchObject({ code: 0 });
    expect(read('.github/workflows/container-ct.yml')).toBe(made);
  });

  test('an undo point that this user did not write undoes nothing at the root', async () => {
    const placed = placeOld();
    await start(upgrade, 'containers/ct', { defaults: true });
    vi.stubEnv('XDG_STATE_HOME', at('.git/state'));
    const { code, out } = await start(upgrade, 'containers/ct', { undo: true });
    expect(code).toBe(0);
    expect(out).toContain(`${placed} at the root of the repository was left as it is`);
    expect(isThere(placed)).toBe(true);
    expect(isThere(`containers/ct/${workflow}`)).toBe(true);
  });

  test('a signed undo point that was changed since is none of this user’s', async () => {
    const placed = placeOld();
    await start(upgrade, 'containers/ct', { defaults: true });
    const manifest = 'containers/ct/.tre-container/undo/manifest.json';
    write(manifest, read(manifest).replace('"format":1', '"format": 1'));
    expect((await start(upgrade, 'containers/ct', { undo: true })).out).toContain('was left as it is');
    expect(isThere(placed)).toBe(true);
  });
});

describe('adopt', () => {
  beforeEach(() => {
    write('run.py', 'import sys\nprint(open("/safe_data/a.csv").read(), file=open("/safe_outputs/x", "w"))\n');
    write('README.md', '# Study\n\n    python run.py\n');
  });

  test('writes its pipeline to the root, which builds from there, and names it among what takes all back', async () => {
    const flags = { defaults: true, set: ['name=study', 'registry=ghcr.io/org', 'program=run.py'] };
    const { code, out } = await start(adopt, '.', flags);
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(out).toMatch(/tre-container upgrade --undo \S*tre\n/);
    const text = read('.github/workflows/container-study.yml');
    expect(text).toContain('working-directory: tre\n');
    expect(text).toContain('--tag "$IMAGE:$TAG" --file Dockerfile ..\n');
    expect(text).not.toContain('paths:');
    const before = snapshotFolder(repository);
    expect((await start(adopt, '.', { defaults: true })).out).toContain('up to date');
    expect((await start(upgrade, 'tre', {})).code).toBe(0);
    expect(snapshotFolder(repository)).toEqual(before);
    expect((await start(upgrade, 'tre', { undo: true })).code).toBe(0);
    expect(isThere('.github')).toBe(false);
    expect(isThere('tre/Dockerfile')).toBe(false);
  });

  test('a workflow under a former name is a second pipeline, which the check names', async () => {
    const flags = { defaults: true, set: ['name=study', 'registry=ghcr.io/org', 'program=run.py'] };
    await start(adopt, '.', flags);
    fs.cpSync(at('.github/workflows/container-study.yml'), at('.github/workflows/container-old.yml'));
    write('.github/workflows/container-other.yml', read('.github/workflows/container-old.yml').replace(': tre', ': x'));
    const { err } = await start(check, 'tre', { 'fail-on': 'never' });
    expect(err.match(/\S+ at the root of the repository, is a second pipeline of \S+/g)).toEqual([
      expect.stringContaining('second pipeline of tre:'),
    ]);
    expect(err).toContain('git rm .github/workflows/container-old.yml');
  });

  test("leaves GitLab's file at the root to the person, as a to-do", async () => {
    write('.gitlab-ci.yml', 'stages: []\n');
    const { out } = await start(adopt, '.', { defaults: true, set: ['program=run.py', 'name=study'] });
    expect(out).toContain('add the job that stands at the head of tre/gitlab-ci.yml to .gitlab-ci.yml');
    expect(read('tre/gitlab-ci.yml')).toContain('--file Dockerfile ..');
    expect(read('.gitlab-ci.yml')).toBe('stages: []\n');
  });

  test('writes none where there is no repository', async () => {
    fs.rmSync(at('.git'), { recursive: true });
    expect(await start(adopt, '.', { defaults: true, set: ['program=run.py'] })).toMatchObject({ code: 0 });
    expect(isThere('.github')).toBe(false);
  });
});
