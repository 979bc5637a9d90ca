import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check as run } from '../../helpers/call-commands.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { CheckReport } from '../../../src/model/check/check-report.ts';
import type { Environment, Invocation } from '../../../src/model/command.ts';
import { UserError } from '../../../src/model/errors.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'named-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** What was said of targets that were typed in a folder of the project, or the problem. */
async function checkIn(folder: string, target: string, flags: Invocation['flags'] = {}): Promise<string | UserError> {
  let out = '';
  const cwd = join(root, folder);
  const terminal = { colour: false, columns: 80, out: (text: string) => void (out += text), err: () => undefined };
  const environment = {
    terminal,
    cwd,
    version: '1.2.3',
    variables: {},
    openProject: (directory: string) => openProject(resolve(cwd, directory)),
    now: () => 0,
    git: async () => ({}),
    templates: () => '',
    readFile: async () => new Uint8Array(),
  } satisfies Environment;
  const code = await run({ targets: [target], flags: { format: 'json', ...flags } }, environment).catch(
    (error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    },
  );
  return code instanceof UserError ? code : out;
}

async function reportIn(folder: string, target: string): Promise<CheckReport> {
  const { results, summary, waiverProblems } = JSON.parse(String(await checkIn(folder, target))) as CheckReport;
  return { results, summary, waiverProblems };
}

const image =
  'FROM docker.io/library/python:3.13.16-slim-trixie\nCOPY . /opt/app/\nRUN pip install -r /opt/app/requirements.txt\nENTRYPOINT ["python", "/opt/app/main.py"]\n';
const project = {
  'docker/Dockerfile': image,
  'main.py': 'import requests\n\nrequests.get("https://example.org/model")\n',
  'requirements.txt': 'requests\n',
  'data/cohort.csv': 'id,age\n1,50\n',
};
const repository = { '.git/HEAD': 'ref: refs/heads/main\n' };
const compose = 'services:\n  app:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n';
const workflow =
  'on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: docker\n          file: docker/Dockerfile\n          push: true\n          tags: ghcr.io/ann/app:latest\n';
const waivers =
  'waivers:\n  - rule: no-data-files\n    reason: made up\n    by: Ann Example\n    date: 2026-11-23\n  - rule: platform-amd64\n    reason: not needed\n    by: Ann Example\n    date: 2026-11-23\n';

describe('a Dockerfile that was named is judged as it is with the folder of its project', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['in a repository', { ...project, ...repository }],
    ['in a folder that Dockerfiles are kept in, without a repository', project],
    ['where compose says the context', { ...project, ...repository, 'compose.yaml': compose }],
    [
      'where a workflow says another one, and pushes it',
      { ...project, ...repository, '.github/workflows/ci.yml': workflow },
    ],
    [
      'where only the root has what it copies',
      { ...project, 'docker/Dockerfile': image.replace('. /opt', 'main.py /opt') },
    ],
    ['with waivers at the root, of which one does nothing', { ...project, '.tre-container.yml': waivers }],
    [
      'with a job for the cluster',
      { ...project, ...repository, 'ces/job.yaml': 'apiVersion: batch/v1\nkind: Job\nspec: {}\n' },
    ],
    ['with its own ignore file', { ...project, ...repository, 'docker/Dockerfile.dockerignore': 'data\n' }],
  ])('%s', async (_, files) => {
    await put(files);
    const whole = await reportIn('.', '.');
    expect(whole.summary.fail).toBeGreaterThan(5);
    expect(await reportIn('.', 'docker/Dockerfile')).toEqual(whole);
    expect(await reportIn('.', join(root, 'docker/Dockerfile'))).toEqual(whole);
  });

  test('typed in its own folder, with places as seen from there', async () => {
    await put({ ...project, ...repository, 'src/x.py': '' });
    const { results } = await reportIn('docker', 'Dockerfile');
    const places = results.flatMap(({ verdict, location }) => (verdict === 'fail' ? [location?.file] : []));
    expect(new Set(places)).toEqual(new Set(['Dockerfile', '../main.py', '../requirements.txt']));
    expect((await reportIn('src', '../docker/Dockerfile')).summary).toEqual((await reportIn('.', '.')).summary);
  });

  test('through a link to its folder', async () => {
    await put({ ...project, ...repository });
    await symlink('docker', join(root, 'images'));
    expect((await reportIn('.', 'images/Dockerfile')).summary).toEqual((await reportIn('.', '.')).summary);
  });

  test('one of several alone', async () => {
    await put({ ...project, ...repository, 'gpu/Dockerfile': 'FROM nvidia/cuda\n', '.tre-container.yml': waivers });
    const { results, waiverProblems } = await reportIn('.', 'docker/Dockerfile');
    expect(results.filter(({ location }) => location?.file === 'gpu/Dockerfile')).toEqual([]);
    expect(results.some(({ rule, verdict }) => rule === 'no-data-files' && verdict === 'waived')).toBe(true);
    // Another image may need the waiver that does nothing here.
    expect(waiverProblems).toEqual([]);
  });
});

const second =
  'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: hadolint Dockerfile\n      - run: docker build -t study-base .\n';

test('what is said of one of several rests on the others too: what is linted, whose port is published, what starts from it', async () => {
  await put({
    ...repository,
    Dockerfile: 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python"]\n',
    'Dockerfile.stats': 'FROM docker.io/library/r-base:4.5.3\nEXPOSE 3838\nCMD ["R", "-e", "shiny::runApp()"]\n',
    'Dockerfile.on-top': 'FROM study-base\nENTRYPOINT ["python"]\n',
    'ces/opt-file.txt': '--publish 8888:8888\n',
    '.github/workflows/c.yml': second,
  });
  const whole = (await reportIn('.', '.')).results;
  for (const path of ['Dockerfile', 'Dockerfile.stats', 'Dockerfile.on-top']) {
    const about = (results: CheckReport['results']): readonly string[] =>
      results
        .filter(({ verdict, location }) => (verdict === 'fail' || verdict === 'unknown') && location?.file === path)
        .map(({ rule, verdict, message }) => `${verdict} ${rule}: ${message}`);
    const { results } = await reportIn('.', path);
    expect(about(results)).toEqual(about(whole));
    expect(results.filter(({ rule, verdict }) => rule.startsWith('workflow-lints') && verdict === 'fail')).toEqual([]);
  }
});

test('a folder of projects that nothing holds together is not what their images are built from', async () => {
  await put({
    'a/Dockerfile': 'FROM python:3.13\nCOPY . /opt/\nENTRYPOINT ["python", "/opt/main.py"]\n',
    'a/main.py': 'print(1)\n',
    'b/data/cohort.csv': 'id\n1\n',
  });
  const { results } = await reportIn('.', 'a/Dockerfile');
  expect(results.find(({ rule }) => rule === 'no-data-files')?.verdict).toBe('pass');
});

test('what adopt left open is a row of the folder that it wrote, and of no Dockerfile beside it', async () => {
  const adopted = { context: '..', folder: 'tre', mode: 'batch' };
  await put({
    Dockerfile: 'FROM python:3.13\nCOPY main.py /opt/\nENTRYPOINT ["python", "/opt/main.py"]\n',
    'main.py': 'print(1)\n',
    'tre/.yo-rc.json': JSON.stringify({ 'generator-tre-container': { version: '0.2.0', answers: {}, adopted } }),
    'tre/README.md': '# X\n\n## To do\n\n- [ ] Python 3.12 or 3.9\n',
  });
  const { results } = await reportIn('.', 'Dockerfile');
  expect(results.find(({ rule }) => rule === 'adoption-settled')?.verdict).toBe('notApplicable');
});

test('--fix writes the Dockerfile where it is', async () => {
  await put({ ...project, ...repository });
  await checkIn('docker', 'Dockerfile', { fix: true });
  expect(await readFile(join(root, 'docker/Dockerfile'), 'utf8')).toContain('RUN mkdir /safe_data');
});

test('a checklist is a whole project’s', async () => {
  await put({ ...project, ...repository, 'CHECKLIST.md': '# Ours\n' });
  expect(await checkIn('.', 'docker/Dockerfile', { checklist: true })).toHaveProperty('problems.0', {
    what: "is a Dockerfile, and a checklist is a whole project's",
    where: 'docker/Dockerfile',
    fix: 'name the project: tre-container check . --checklist',
  });
});

test('a file that is no Dockerfile is told as such, with the folder to name', async () => {
  await put({
    'requirements.txt': 'pandas==3.0.6\n',
    'build.docker': '# syntax\nFROM docker.io/library/python:3.13\n',
  });
  const refused = await checkIn('.', 'requirements.txt');
  expect(refused instanceof UserError ? refused.problems[0] : refused).toMatchObject({
    what: 'is no Dockerfile: no line of it begins with FROM',
    fix: 'name the folder of the project: tre-container check .',
  });
  expect(await checkIn('.', 'build.docker')).not.toBeInstanceOf(UserError);
});
