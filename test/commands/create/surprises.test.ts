import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt, create as run, check, upgrade } from '../../helpers/call-commands.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surprise-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
const root = (): string => join(folder, 'project');

async function create(set: readonly string[], at = root()): Promise<{ readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  await run({ targets: [at], flags: { set, defaults: true } }, environment);
  return environment.printed;
}

async function refusal(set: readonly string[]): Promise<string> {
  try {
    await create(set);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix }) => `${what} | ${fix ?? ''}`).join('\n');
  }
  return 'accepted';
}

const ofGroup = 'registry=git.ecdf.ed.ac.uk/me';

async function upgradeTo(at: string, answer = ofGroup): Promise<string> {
  const environment = catchEnvironment();
  await upgrade({ targets: [at], flags: { set: [answer], defaults: true } }, environment);
  return environment.printed.out + environment.printed.err;
}

async function adoptWith(at: string): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [at], flags: { set: [ofGroup], defaults: true } }, environment);
  return environment.printed.err;
}

async function undo(): Promise<string> {
  const environment = catchEnvironment();
  await upgrade({ targets: [root()], flags: { undo: true } }, environment);
  return environment.printed.out;
}

test('a folder that was made with the project goes with it, and no other one does', async () => {
  await create(own);
  expect(await undo()).toContain('is gone: it was made then');
  expect(existsSync(root())).toBe(false);
  mkdirSync(root());
  await create(own);
  await undo();
  expect(existsSync(root())).toBe(true);
});

test('a project inside another one has its id, registry and pipeline, and says so', async () => {
  await create([...own, 'ci=gitlab']);
  const second = join(root(), 'second');
  const { err } = await create([], second);
  expect(err).toContain('project nsh-2026-001, registry ghcr.io/my-group, ci gitlab');
  const record = readFileSync(join(second, '.yo-rc.json'), 'utf8');
  expect(record).toContain('"ci": "gitlab"');
  expect(record).toContain('"project": "nsh-2026-001"');
  expect(record).toContain('"name": "second"');
  expect((await create(['project=other', 'registry=ghcr.io/x', 'ci=none'], join(root(), 'third'))).err).toBe('');
});

test('files that somebody deleted are named, and a folder of them comes back at once', async () => {
  await create(own);
  rmSync(join(root(), 'ces'), { recursive: true });
  rmSync(join(root(), 'Dockerfile'));
  expect((await create(['gpu=false'])).out).toMatch(/Dockerfile {2}you deleted it/);
  await expect(check({ targets: [root()], flags: {} }, catchEnvironment())).rejects.toThrow(
    'upgrade --restore Dockerfile',
  );
  await upgrade({ targets: [root()], flags: { restore: ['ces', 'Dockerfile'] } }, catchEnvironment());
  expect(existsSync(join(root(), 'ces/run.sh'))).toBe(true);
  expect(existsSync(join(root(), 'ces/job.yaml'))).toBe(true);
  expect(existsSync(join(root(), 'Dockerfile'))).toBe(true);
});

test('without its baseline a project is told that it lacks it', async () => {
  await create(own);
  rmSync(join(root(), '.tre-container/baseline.json'));
  const { err } = await create(['name=other']);
  expect(err).toContain('.tre-container/baseline.json is missing');
  expect(err).toContain('--rebuild-baseline');
});

test('a base that is none in the record fails the check', async () => {
  await create(own);
  const file = join(root(), '.yo-rc.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"base": "python"', '"base": "pythn"'));
  const environment = catchEnvironment();
  await check({ targets: [root()], flags: {} }, environment);
  expect(environment.printed.out).toContain('names the base "pythn", which is none');
});

test('an answer without meaning is told so first, versions are versions, and latest is proposed to nobody', async () => {
  expect(await refusal([...own, 'port=1'])).toContain('has no meaning here');
  expect(await refusal([...own, 'base=jupyter', 'port=1'])).toContain('1 is less than 1024');
  expect(await refusal([...own, 'image=python:latest'])).toContain('docker.io/library/python:VERSION');
  expect(await refusal([...own, 'packages=scipy==1.1O.0'])).toContain('is no package');
  expect(await refusal([...own, 'packages=a==1.0.post1,b>=2!1.0rc1,c==1.*,d==1.0a1.dev2+cpu.1,e~=v2.1-3'])).toBe(
    'accepted',
  );
});

test("a registry of GitLab's that is no repository is told what it takes", async () => {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  writeFileSync(join(repository, 'run.py'), 'print(open("/safe_data/a.csv").read())\n');
  const others = [
    async (): Promise<unknown> => create(own, join(folder, 'changed')),
    async (): Promise<unknown> => upgradeTo(join(folder, 'changed')),
    async (): Promise<unknown> => upgradeTo(join(folder, 'changed'), 'name=other'),
    async (): Promise<unknown> => adoptWith(repository),
  ];
  const told = [];
  for (const other of others) told.push(String(await other()).split('git.ecdf.ed.ac.uk/GROUP/PROJECT').length - 1);
  expect(told).toEqual([0, 1, 1, 1]);
  const { err } = await create(['name=cohort', 'project=nsh-1', 'registry=git.ecdf.ed.ac.uk/me']);
  expect(err).toContain('git.ecdf.ed.ac.uk/GROUP/PROJECT');
  expect((await create(own, join(folder, 'other'))).err).toBe('');
});

test('a placeholder of the project around it is no answer', async () => {
  await create(['name=cohort', 'ci=gitlab']);
  const { err } = await create([], join(root(), 'second'));
  expect(err).toContain(': ci gitlab;');
  expect(err).not.toContain('change-me');
});

test('an image of another kind than the base is told, and one that cannot be built is refused', async () => {
  const image = 'image=docker.io/library/python:3.13';
  const other = await create([...own, 'base=jupyter', image], join(folder, 'a'));
  expect(other.err).toContain('docker.io/library/python is an image of the base python');
  expect((await create([...own, image], join(folder, 'b'))).err).not.toContain('image:');
  const typing = await create([...own, 'image=docker.io/library/pyhton:3.13'], join(folder, 'c'));
  expect(typing.err).toContain('did you mean docker.io/library/python?');
  const strange = await create([...own, 'image=ghcr.io/org/image:1'], join(folder, 'd'));
  expect(strange.err).toContain('nobody looked');
  // It was told when it came.
  expect((await create(['contact=Ada'], join(folder, 'd'))).err).not.toContain('nobody looked');
  expect(await refusal([...own, 'image=docker.io/library/python:3.13-alpine'])).toContain('stands on Alpine');
});

test("names of modules are refused with the package's name, and versions of PEP 440 are taken in capitals", async () => {
  expect(await refusal([...own, 'packages=sklearn==1.8.0'])).toContain('write "scikit-learn==1.8.0"');
  expect(await refusal([...own, 'packages=pandas==3.1.0RC1,scipy==1.17.0.DEV0'])).toBe('accepted');
});

test('a folder from which nothing is gone is said to be whole', async () => {
  await create(own);
  const restored = upgrade({ targets: [root()], flags: { restore: ['ces'] } }, catchEnvironment());
  await expect(restored).rejects.toThrow('nothing is gone from ces');
});

test('what was written is named, and so is what is only asked for at the end', async () => {
  expect((await create(own)).out).toMatch(/^Wrote \d+ files in .*\n {2}.*Dockerfile, .*\n/);
  expect((await create(['systemPackages=curl'])).out).toMatch(/\n {2}changed: .*Dockerfile/);
});

test('a pipeline that runs a program of another name, and a package that is nearly written like one that is known, are told', async () => {
  const told = await create([...own, 'generator=treecontainer', 'packages=scipi==1.17.0,pandas==3.0.6,seaborne==1.0']);
  expect(told.err).toContain('published as treecontainer');
  expect(told.err).toContain('did you mean tre-container?');
  expect(told.err).toContain('scipi is in no table here, and nearly written as scipy');
  expect(told.err).toContain('nearly written as seaborn');
  expect(told.err).not.toContain('pandas is');
  expect((await create(['contact=Ada'])).err).toBe('');
});

test('a list that stays as somebody wrote it is said to be what is installed', async () => {
  await create([...own, 'packages=pandas==3.0.6']);
  const list = join(root(), 'requirements.txt');
  writeFileSync(list, readFileSync(list, 'utf8').replace('pandas==3.0.6', 'pandas==2.2.3'));
  const environment = catchEnvironment();
  const flags = { set: ['packages=pandas==3.0.5'], defaults: true, 'on-conflict': 'yours' } as const;
  await run({ targets: [root()], flags }, environment);
  expect(environment.printed.err).toContain(
    'it has pandas==2.2.3, and the answers pandas==3.0.5; for the answers to say the same: --set packages=pandas==2.2.3\n',
  );
});

test('an image is not called twice by its name without a word', async () => {
  expect((await create(['name=cohort', 'project=p-1', 'registry=ghcr.io/lung-org/cohort'])).err).toContain(
    'it is called ghcr.io/lung-org/cohort/cohort; for ghcr.io/lung-org/cohort: --set registry=ghcr.io/lung-org',
  );
  expect((await create(['contact=Ada'])).err).toBe('');
  expect(await refusal(['registry=https://ghcr.io/Lung-Org/cohort/'])).toContain('did you mean ghcr.io/lung-org?');
});

test('what somebody wrote into a list and a new list does not name is told', async () => {
  await create([...own, 'packages=pandas==3.0.6']);
  const list = join(root(), 'requirements.txt');
  writeFileSync(list, `${readFileSync(list, 'utf8')}opencv-python==4.11.0.86 # reads the scans\n`);
  const { err } = await create(['packages=pandas==3.0.6,opencv-python-headless==4.11.0.86']);
  expect(err).toContain('opencv-python==4.11.0.86 stays in requirements.txt');
  expect(err).not.toContain('headless==4.11.0.86 stays');
  expect((await create(['contact=Ada'])).err).toBe('');
});

test('the last model takes the variables of its libraries along at once, though the list was edited', async () => {
  await create([...own, 'packages=pandas==3.0.6']);
  const list = join(root(), 'requirements.txt');
  writeFileSync(list, `${readFileSync(list, 'utf8')}polars==1.35.2\n`);
  await create(['models=openai/whisper-base']);
  expect(readFileSync(join(root(), 'Dockerfile'), 'utf8')).toContain('TORCH_HOME');
  await create(['models=']);
  const once = readFileSync(join(root(), 'Dockerfile'), 'utf8');
  expect(once).not.toContain('TORCH_HOME');
  expect(readFileSync(list, 'utf8')).toContain('polars==1.35.2');
  await create([]);
  expect(readFileSync(join(root(), 'Dockerfile'), 'utf8')).toBe(once);
});

test('an address that is none and the registry of examples are told', async () => {
  const { err } = await create(['name=cohort', 'project=p-1', 'registry=ghcr.io/my-org', 'contact=ada@']);
  expect(err).toContain('ada@ has no address that mail reaches');
  expect(err).toContain('ghcr.io/my-org is a name of examples');
  expect((await create(['contact=Ada <ada@example.org>'])).err).toBe('');
});

test('runtimes that both bases have outlive a change of base', async () => {
  await create([...own, 'runtimes=kubernetes']);
  await create(['base=jupyter']);
  expect(readFileSync(join(root(), '.yo-rc.json'), 'utf8')).toMatch(/"runtimes": \[\s*"kubernetes"\s*\]/);
});

test('blanks between names of a list are answered with a comma', async () => {
  expect(await refusal([...own, 'systemPackages=libgdal-dev libudunits2-dev'])).toContain(
    'write a comma between two: libgdal-dev,libudunits2-dev',
  );
});

test('whoever changes an answer in a folder of a project is told which project is above', async () => {
  await create(own);
  const below = join(root(), 'notes');
  mkdirSync(below);
  const environment = catchEnvironment({ cwd: below });
  await expect(run({ targets: ['.'], flags: { set: ['ci=gitlab'] } }, environment)).rejects.toThrow('no answer');
  expect(environment.printed.err).toContain('tre-container create .. --set ci=gitlab');
});

test('a folder without a Dockerfile is told what fits what is in it', async () => {
  const inFolder = async (): Promise<unknown> =>
    check({ targets: ['.'], flags: {} }, catchEnvironment({ cwd: folder })).catch((error: unknown) => error);
  expect(String(await inFolder())).toContain('make a project: tre-container create');
  writeFileSync(join(folder, 'run.py'), 'print(1)\n');
  expect(String(await inFolder())).toContain('start from your programs: tre-container adopt');
});

test('an answer that is no list is offered no comma', async () => {
  expect(await refusal([...own, 'image=docker.io/library/python:3.13 docker.io/library/r-base:4.5.3'])).not.toContain(
    'comma',
  );
});
