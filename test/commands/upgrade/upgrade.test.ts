import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { create, upgrade as run } from '../../helpers/call-commands.ts';
import { UserState } from '../../../src/io/user-state/user-state.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { Invocation } from '../../../src/model/command.ts';
import { Cancelled, UserError } from '../../../src/model/errors.ts';
import type { Asker } from '../../../src/model/ports.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let made: string;
let parent: string;
let root: string;
beforeAll(async () => {
  made = fs.mkdtempSync(path.join(os.tmpdir(), 'made-'));
  await make(made);
}, 60_000);
afterAll(() => fs.rmSync(made, { recursive: true }));
beforeEach(() => {
  parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'upgrade-')));
  root = path.join(parent, 'project');
  fs.cpSync(made, root, { recursive: true });
});
afterEach(() => fs.rmSync(parent, { recursive: true }));

const at = (file: string): string => path.join(root, file);
const read = (file: string): string => fs.readFileSync(at(file), 'utf8');
const edit = (file: string, from: string, to: string): void => {
  expect(read(file)).toContain(from);
  fs.writeFileSync(
    at(file),
    read(file).replace(from, () => to),
  );
};

/** A template's text in a later version of the generator. */
type Change = readonly [template: string, from: string, to: string];

interface Version {
  readonly version: string;
  readonly changes: readonly Change[];
  readonly asker?: Asker;
}

const OLD: Version = { version: '0.1.0', changes: [] };
const USER_LINE: Change = ['parts/dockerfile/_batch-end.ejs', 'USER tre', 'USER analyst'];
const HEAD_LINE: Change = [
  'parts/dockerfile/_head.ejs',
  '# There is no `# syntax=` line on purpose',
  '# There is still no `# syntax=` line on purpose',
];
const NEW: Version = { version: '0.2.0', changes: [HEAD_LINE] };
const COLLIDING: Version = { version: '0.2.0', changes: [HEAD_LINE, USER_LINE] };

function environmentOf({ version, changes, asker }: Version): ReturnType<typeof catchEnvironment> {
  const real = catchEnvironment(asker === undefined ? {} : { asker });
  const templates = (template: string): string =>
    changes
      .filter(([name]) => name === template)
      .reduce(
        (text, [, from, to]) => {
          expect(text).toContain(from);
          return text.replace(from, () => to);
        },
        String(real.templates(template)),
      );
  return { ...real, version, templates };
}

async function make(folder: string, version = OLD): Promise<void> {
  await create(
    {
      targets: [folder],
      flags: {
        defaults: true,
        quiet: true,
        set: ['name=lung-ct', 'registry=ghcr.io/org', 'contact=Ada', 'upgradeCheck=true'],
      },
    },
    environmentOf(version),
  );
  // What create leaves for undoing it would stand in every snapshot.
  fs.rmSync(path.join(folder, '.tre-container/undo'), { recursive: true });
}

interface Json {
  readonly outcome: string;
  readonly from?: string;
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly conflicts: readonly { readonly path: string; readonly lines: readonly number[] }[];
  readonly drift?: readonly { readonly path: string; readonly kind: string }[];
  readonly newer?: boolean;
  readonly notes: readonly string[];
  readonly problems: readonly { readonly what: string }[];
  readonly exitCode: number;
}

async function upgrade(
  version: Version,
  flags: Invocation['flags'] = {},
  targets: readonly string[] = [root],
): Promise<Json & { readonly code: number }> {
  const environment = environmentOf(version);
  const code = await run({ targets, flags: { json: true, ...flags } }, environment);
  const json = JSON.parse(environment.printed.out) as Json;
  expect(faultsBySchema('upgrade', json)).toEqual([]);
  return { ...json, code };
}

async function say(
  version: Version,
  flags: Invocation['flags'] = {},
  targets: readonly string[] = [root],
): Promise<{ code: number; out: string; err: string }> {
  const environment = environmentOf(version);
  const code = await run({ targets, flags }, environment);
  return { code, ...environment.printed };
}

const recorded = (): unknown =>
  (JSON.parse(read('.yo-rc.json')) as { 'generator-tre-container': { version: string } })['generator-tre-container']
    .version;
const actionOf = (json: Json, file: string): string | undefined =>
  json.files.find((entry) => entry.path === file)?.action;

describe('an upgrade', () => {
  test('of a project that is up to date writes nothing', async () => {
    const before = snapshotFolder(root);
    expect(await upgrade(OLD)).toMatchObject({ outcome: 'up to date', code: 0 });
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('takes over what is new, keeps edits, and records the version', async () => {
    edit('Dockerfile', 'USER tre', 'USER 1234');
    const result = await upgrade(NEW);
    expect(result).toMatchObject({ outcome: 'upgraded', from: '0.1.0', code: 0, conflicts: [] });
    expect(actionOf(result, 'Dockerfile')).toBe('merge');
    expect(read('Dockerfile')).toContain('USER 1234');
    expect(read('Dockerfile')).toContain('# There is still no');
    expect(recorded()).toBe('0.2.0');
    expect(await upgrade(NEW)).toMatchObject({ outcome: 'up to date', code: 0 });
  });

  test('with nothing new records the version', async () => {
    expect(await upgrade({ version: '0.1.1', changes: [] })).toMatchObject({ outcome: 'upgraded', code: 0 });
    expect(recorded()).toBe('0.1.1');
  });

  test('in a dry run shows the plan and writes nothing', async () => {
    const before = snapshotFolder(root);
    const { code, out } = await say(NEW, { 'dry-run': true, diff: true });
    expect(code).toBe(0);
    expect(out).toMatch(/update\s+Dockerfile\s+the template or your answers changed/);
    expect(out).toContain('+# There is still no');
    expect(out).toContain('nothing was written');
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('keeps what the user deleted away, and says so', async () => {
    fs.rmSync(at('ces/opt-file.txt'));
    const { out } = await say(NEW);
    expect(out).toContain('you deleted it: it stays deleted');
    expect(fs.existsSync(at('ces/opt-file.txt'))).toBe(false);
  });

  test("keeps the answers, and other generators' entries", async () => {
    fs.writeFileSync(
      at('.yo-rc.json'),
      JSON.stringify({ 'generator-x': { a: 1 }, ...(JSON.parse(read('.yo-rc.json')) as object) }),
    );
    await upgrade(NEW);
    expect(JSON.parse(read('.yo-rc.json'))).toMatchObject({
      'generator-x': { a: 1 },
      'generator-tre-container': { version: '0.2.0', answers: { name: 'lung-ct', contact: 'Ada' } },
    });
  });
});

const both = (version: string): Version => ({
  version,
  changes: [HEAD_LINE, ['.github/workflows/container.yml.ejs', 'permissions: {}', 'permissions: { actions: read }']],
});

describe('--restore', () => {
  test('brings back what was deleted, and refuses what is there or never was', async () => {
    const before = read('ces/run.sh');
    fs.rmSync(at('ces/run.sh'));
    expect((await say(NEW)).out).toContain('upgrade --restore PATH brings it back');
    expect(await upgrade(NEW, { restore: ['ces/run.sh'] })).toMatchObject({ outcome: 'upgraded', code: 0 });
    expect(read('ces/run.sh')).toBe(before);
    await expect(upgrade(NEW, { restore: ['ces/run.sh'] })).rejects.toMatchObject({
      problems: [{ what: 'ces/run.sh is there' }],
    });
    await expect(upgrade(NEW, { restore: ['ces/rnu.sh'] })).rejects.toMatchObject({
      problems: [{ fix: expect.stringContaining('write ces/run.sh, if that is meant; ') }],
    });
  });

  test('says of what went with an answer that it may have been there', async () => {
    const gone = '.github/workflows/template-upgrade.yml';
    await upgrade(NEW, { set: ['upgradeCheck=false'] });
    await expect(upgrade(NEW, { restore: [gone] })).rejects.toMatchObject({
      problems: [{ what: expect.stringContaining('went with an answer') }],
    });
  });

  test('refuses what the template does not have any more, and writes nothing', async () => {
    const gone = '.github/workflows/template-upgrade.yml';
    fs.rmSync(at(gone));
    const before = snapshotFolder(root);
    await expect(upgrade(NEW, { restore: [gone], set: ['upgradeCheck=false'] })).rejects.toMatchObject({
      problems: [{ where: `--restore ${gone}`, what: `the template has no ${gone} for this project any more` }],
    });
    expect(snapshotFolder(root)).toEqual(before);
  });
});

describe('--except', () => {
  const workflow = '.github/workflows/container.yml';

  test('leaves files as they are and names them; the next upgrade finishes them, edits kept', async () => {
    edit(workflow, 'timeout-minutes: 120', 'timeout-minutes: 125');
    const before = read(workflow);
    const result = await upgrade(both('0.2.0'), { except: ['.github', '.gitlab-ci.yml'] });
    // The other workflow names no version that would change.
    expect(result).toMatchObject({ outcome: 'upgraded', code: 0, leftOut: [workflow] });
    expect(read(workflow)).toBe(before);
    expect(read('Dockerfile')).toContain('# There is still no');
    expect(recorded()).toBe('0.2.0');
    expect(await upgrade(both('0.2.0'))).toMatchObject({ outcome: 'upgraded', code: 0, leftOut: [] });
    expect(read(workflow)).toContain('actions: read');
    expect(read(workflow)).toContain('timeout-minutes: 125');
    expect(await upgrade(both('0.2.0'))).toMatchObject({ outcome: 'up to date' });
  });

  test('leaves no markers in what it leaves out, and says what to type', async () => {
    edit(workflow, 'permissions: {}', 'permissions: {} # mine');
    const { code, out } = await say(both('0.2.0'), { except: ['.github/'] });
    expect(code).toBe(0);
    expect(read(workflow)).not.toContain('<<<<<<<');
    expect(out).toContain(`Left out: ${workflow}`);
    expect((await upgrade(both('0.2.0'))).conflicts).toMatchObject([{ path: workflow }]);
  });

  test('a new file that is left out comes with the next upgrade', async () => {
    fs.rmSync(root, { recursive: true });
    const environment = environmentOf(OLD);
    const answers = ['name=lung-ct', 'registry=ghcr.io/org', 'contact=Ada', 'ci=none'];
    await create({ targets: [root], flags: { defaults: true, quiet: true, set: answers } }, environment);
    await upgrade(NEW, { set: ['ci=github'], except: ['.github'] });
    expect(fs.existsSync(at(workflow))).toBe(false);
    await upgrade(NEW);
    expect(fs.existsSync(at(workflow))).toBe(true);
  });
});

describe('conflicts', () => {
  beforeEach(() => edit('Dockerfile', 'USER tre', 'USER 1234'));

  test('stand in the file between markers, and the version is not recorded until they are gone', async () => {
    const first = await upgrade(COLLIDING);
    expect(first).toMatchObject({ outcome: 'conflicts', code: 1 });
    const [line = 0] = first.conflicts[0]?.lines ?? [];
    expect(read('Dockerfile').split('\n')[line - 1]).toBe('<<<<<<< yours');
    expect(read('Dockerfile')).toContain(
      '<<<<<<< yours\nUSER 1234\n||||||| previous template\nUSER tre\n=======\nUSER analyst\n>>>>>>> new template\n',
    );
    expect(recorded()).toBe('0.1.0');

    const before = snapshotFolder(root);
    expect(await upgrade(COLLIDING)).toMatchObject({ outcome: 'conflicts', code: 1, files: [] });
    expect(await upgrade(COLLIDING, { check: true })).toMatchObject({
      outcome: 'drift',
      code: 1,
      conflicts: [{ path: 'Dockerfile' }],
    });
    expect(snapshotFolder(root)).toEqual(before);

    resolveAll('USER analyst-1234');
    expect(await upgrade(COLLIDING)).toMatchObject({ outcome: 'upgraded', code: 0, conflicts: [] });
    expect(recorded()).toBe('0.2.0');
    expect(read('Dockerfile')).toContain('USER analyst-1234');
    expect(fs.existsSync(at('.tre-container/pending.json'))).toBe(false);
    expect(await upgrade(COLLIDING)).toMatchObject({ outcome: 'up to date', code: 0 });
  });

  test('can be finished by a newer version, which takes over its own changes too', async () => {
    await upgrade(COLLIDING);
    resolveAll('USER mine');
    expect(
      await upgrade({
        version: '0.3.0',
        changes: [USER_LINE, [HEAD_LINE[0], HEAD_LINE[1], '# Once more: no `# syntax=` line']],
      }),
    ).toMatchObject({ outcome: 'upgraded', code: 0, from: '0.2.0' });
    expect(read('Dockerfile')).toContain('# Once more');
    expect(read('Dockerfile')).toContain('USER mine');
  });

  test.each([
    ['yours', 'USER 1234'],
    ['theirs', 'USER analyst'],
  ])('--on-conflict %s decides all alike', async (choice, line) => {
    expect(await upgrade(COLLIDING, { 'on-conflict': choice })).toMatchObject({ outcome: 'upgraded', code: 0 });
    expect(read('Dockerfile')).toContain(line);
    expect(read('Dockerfile')).toContain('# There is still no');
    expect(recorded()).toBe('0.2.0');
  });

  test('--on-conflict abort writes nothing', async () => {
    const before = snapshotFolder(root);
    const { code, out } = await say(COLLIDING, { 'on-conflict': 'abort' });
    expect(code).toBe(1);
    expect(out).toContain('nothing was written');
    expect(out).toContain('--on-conflict markers');
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('a person is asked for each, and may look at the difference first', async () => {
    const { asker, seen } = scriptedAsker({ 'Dockerfile exists and differs': ['theirs'] });
    const { code } = await say({ ...COLLIDING, asker });
    expect(code).toBe(0);
    expect(seen.map(({ choices }) => choices)).toEqual([
      ['markers', 'yours', 'theirs', 'diff', 'abort'],
      ['write', 'diff', 'stop'],
    ]);
    expect(read('Dockerfile')).toContain('USER analyst');
  });

  test('--abort takes everything back, half-made decisions included', async () => {
    const before = snapshotFolder(root);
    await upgrade(COLLIDING);
    edit('Dockerfile', '<<<<<<< yours\n', '');
    expect(await upgrade(COLLIDING, { abort: true })).toMatchObject({ outcome: 'undone', code: 0 });
    expect(snapshotFolder(root)).toEqual(before);
    await expect(upgrade(COLLIDING, { abort: true })).rejects.toThrow(/no upgrade is open/);
  });

  test('--undo after finishing brings back the state before the markers', async () => {
    const before = snapshotFolder(root);
    await upgrade(COLLIDING);
    resolveAll('USER mine');
    expect((await say(COLLIDING)).out).toContain(`upgrade --undo ${root} --force`);
    await expect(upgrade(COLLIDING, { undo: true })).rejects.toThrow(/edited since/);
    await upgrade(COLLIDING, { undo: true, force: true });
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('create does not plan over markers', async () => {
    await upgrade(COLLIDING);
    await expect(make(root, COLLIDING)).rejects.toThrow(/open conflicts/);
  });

  test('the text names the lines and both ways on', async () => {
    const { out } = await say(COLLIDING);
    expect(out).toMatch(/ {2}\/.+\/project\/Dockerfile:\d+\n/);
    expect(out).toMatch(/run `tre-container upgrade \/\S+\/project` again/);
    expect(out).toMatch(/`tre-container upgrade \/\S+\/project --abort`/);
  });
});

function resolveAll(line: string): void {
  fs.writeFileSync(
    at('Dockerfile'),
    read('Dockerfile').replace(/<<<<<<< yours\n[^]*?>>>>>>> new template\n/, `${line}\n`),
  );
}

test("a file of the user's in a new file's place is left alone, and stays the user's", async () => {
  fs.rmSync(at('.hadolint.yaml'));
  const past = JSON.parse(read('.tre-container/baseline.json')) as { files: Record<string, unknown> };
  delete past.files['.hadolint.yaml'];
  fs.writeFileSync(at('.tre-container/baseline.json'), JSON.stringify(past));
  fs.writeFileSync(at('.hadolint.yaml'), 'mine: true\n');
  expect(await upgrade(NEW)).toMatchObject({
    outcome: 'conflicts',
    code: 1,
    conflicts: [{ path: '.hadolint.yaml', lines: [] }],
  });
  expect(read('.hadolint.yaml')).toBe('mine: true\n');
  expect(await upgrade(NEW)).toMatchObject({ outcome: 'upgraded', code: 0 });
  expect(read('.hadolint.yaml')).toBe('mine: true\n');
});

describe('undo', () => {
  test('brings back every byte and mode', async () => {
    fs.chmodSync(at('Dockerfile'), 0o640);
    const before = snapshotFolder(root);
    await upgrade(NEW);
    expect(await upgrade(NEW, { undo: true })).toMatchObject({ outcome: 'undone', code: 0 });
    expect(snapshotFolder(root)).toEqual(before);
    await expect(upgrade(NEW, { undo: true })).rejects.toThrow(/nothing to undo/);
  });

  test('does not throw edits away without being told to', async () => {
    await upgrade(NEW);
    edit('Dockerfile', 'USER tre', 'USER 1234');
    await expect(upgrade(NEW, { undo: true })).rejects.toThrow(/Dockerfile: edited since it was written/);
    expect(read('Dockerfile')).toContain('USER 1234');
  });
});

describe('drift', () => {
  test('nothing differs: exit code 0', async () => {
    expect(await upgrade(OLD, { check: true })).toMatchObject({
      outcome: 'up to date',
      code: 0,
      newer: false,
      drift: [],
    });
  });

  test('tells edited, missing and stale files from each other, and whether there is a newer version', async () => {
    edit('.hadolint.yaml', '\n', '\n# mine\n');
    fs.rmSync(at('ces/opt-file.txt'));
    fs.writeFileSync(at('src/main.py'), 'print("mine")\n');
    const before = snapshotFolder(root);
    const { drift, ...rest } = await upgrade(NEW, { check: true });
    expect(rest).toMatchObject({ outcome: 'drift', code: 1, newer: true, from: '0.1.0' });
    expect(Object.fromEntries((drift ?? []).map(({ path: file, kind }) => [file, kind]))).toMatchObject({
      '.hadolint.yaml': 'edited',
      'ces/opt-file.txt': 'missing',
      Dockerfile: 'stale',
    });
    expect((drift ?? []).some(({ path: file }) => file === 'src/main.py')).toBe(false);
    expect(snapshotFolder(root)).toEqual(before);
    expect((await say(NEW, { check: true })).out).toMatch(
      /version 0\.2\.0 is newer than the one recorded \(0\.1\.0\)[^]*edited {2}\.hadolint\.yaml[^]*Next: tre-container upgrade/,
    );
  });

  test('a file that was edited alone asks for nothing, and the text says so', async () => {
    edit('.hadolint.yaml', '\n', '\n# mine\n');
    expect(await upgrade(OLD, { check: true })).toMatchObject({ outcome: 'drift', code: 1, newer: false });
    expect((await say(OLD, { check: true })).out).toContain(
      'Nothing to do: an upgrade leaves what you edited as it is. The exit code is 1 since a file differs',
    );
  });

  test('a newer version alone is drift too', async () => {
    expect(await upgrade({ version: '0.1.1', changes: [] }, { check: true })).toMatchObject({
      outcome: 'drift',
      code: 1,
      newer: true,
    });
  });
});

describe('is refused with the way out', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'a folder without a project',
      () => (fs.rmSync(at('.yo-rc.json')), fs.rmSync(at('.tre-container'), { recursive: true })),
      /no project that tre-container made[^]*create/,
    ],
    [
      'a project whose record is lost',
      () => fs.rmSync(at('.yo-rc.json')),
      /\.yo-rc\.json: is missing[^]*git -C \S+ checkout HEAD -- \.yo-rc\.json/,
    ],
    [
      'a broken .yo-rc.json',
      () => fs.writeFileSync(at('.yo-rc.json'), '{\n  "a": ,\n}'),
      /\.yo-rc\.json:2:8: is not valid JSON/,
    ],
    ['a version that is none', () => edit('.yo-rc.json', '"0.1.0"', '"latest"'), /"latest", which is none/],
    [
      'a missing baseline',
      () => fs.rmSync(at('.tre-container'), { recursive: true }),
      /baseline\.json: is missing[^]*--rebuild-baseline/,
    ],
    [
      'a damaged baseline',
      () => fs.writeFileSync(at('.tre-container/baseline.json'), '<<<<<<< HEAD\n{}'),
      /baseline\.json:1:1: is not valid JSON[^]*--rebuild-baseline/,
    ],
    [
      'a link out of the project',
      () => (fs.rmSync(at('Dockerfile')), fs.symlinkSync('/etc/hostname', at('Dockerfile'))),
      /Dockerfile: is a symbolic link out of the project/,
    ],
    [
      "a folder in a file's place",
      () => (fs.rmSync(at('Dockerfile')), fs.mkdirSync(at('Dockerfile'))),
      /Dockerfile: is a folder/,
    ],
  ])('%s', async (_name, damage, message) => {
    damage();
    const before = snapshotFolder(root);
    await expect(upgrade(NEW)).rejects.toThrow(message);
    await expect(upgrade(NEW)).rejects.toThrow(UserError);
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('a project of a newer version, unless a downgrade is wanted', async () => {
    await upgrade(NEW);
    await expect(upgrade(OLD)).rejects.toThrow(
      /made by version 0\.2\.0, and this is 0\.1\.0[^]*npx generator-tre-container@0\.2\.0 upgrade/,
    );
    await expect(make(root, OLD)).rejects.toThrow(/made by version 0\.2\.0/);
    expect(await upgrade(OLD, { 'allow-downgrade': true })).toMatchObject({
      outcome: 'upgraded',
      code: 0,
      from: '0.2.0',
    });
    expect(recorded()).toBe('0.1.0');
    expect(read('Dockerfile')).not.toContain('still no');
  });

  test('contradicting options', async () => {
    await expect(upgrade(NEW, { check: true, undo: true })).rejects.toThrow(/--check and --undo exclude each other/);
    await expect(upgrade(NEW, { check: true, 'dry-run': true })).rejects.toThrow(
      /--dry-run means nothing with --check/,
    );
  });
});

describe('a lost baseline', () => {
  test('is rebuilt on demand: alike files are adopted, the others get both sides', async () => {
    edit('Dockerfile', 'USER tre', 'USER 1234');
    fs.rmSync(at('.tre-container/baseline.json'));
    const result = await upgrade(OLD, { 'rebuild-baseline': true });
    expect(result).toMatchObject({ outcome: 'conflicts', code: 1 });
    expect(result.conflicts.map((conflict) => conflict.path)).toEqual(['Dockerfile']);
    expect(read('Dockerfile')).toContain('<<<<<<< yours\nUSER 1234\n=======\nUSER tre\n>>>>>>> new template\n');
    resolveAll('USER 1234');
    expect(await upgrade(OLD)).toMatchObject({ code: 0 });
    expect(await upgrade(NEW)).toMatchObject({ outcome: 'upgraded', code: 0 });
    expect(read('Dockerfile')).toContain('USER 1234');
  });

  test('is offered to a person', async () => {
    fs.rmSync(at('.tre-container/baseline.json'));
    const { asker } = scriptedAsker({ 'Rebuild it now?': [true] });
    const { code, err } = await say({ ...OLD, asker });
    expect(err).toContain('is missing');
    expect(code).toBe(0);
    expect(fs.existsSync(at('.tre-container/baseline.json'))).toBe(true);
  });
});

test('an answer that is new in this version is asked, takes its default, or is named', async () => {
  const answers = JSON.parse(read('.yo-rc.json')) as {
    'generator-tre-container': { answers: Record<string, unknown> };
  };
  delete answers['generator-tre-container'].answers['project'];
  fs.writeFileSync(at('.yo-rc.json'), JSON.stringify(answers));
  await expect(upgrade(NEW)).rejects.toThrow(/no answer for: project/);
  expect(await upgrade(NEW, { 'dry-run': true, defaults: true })).toMatchObject({ code: 0 });
  const { asker, seen } = scriptedAsker({});
  expect((await say({ ...NEW, asker })).code).toBe(0);
  expect(seen.map(({ message }) => message)).toEqual(['Safe Haven project id', 'Go ahead?']);
  expect(await upgrade(NEW, { set: ['project=nsh-2024-009'] })).toMatchObject({ code: 0 });
  expect(read('.yo-rc.json')).toContain('nsh-2024-009');
});

const git = (...arguments_: string[]): void =>
  void spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...arguments_], { cwd: root });

test('changes that are not committed are a warning with its remedy, not a condition', async () => {
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'start');
  edit('Dockerfile', 'USER tre', 'USER 1234');
  expect((await upgrade(NEW, { 'dry-run': true })).notes).toEqual([
    expect.stringMatching(
      /^warning: 1 of the files that this changes has changes that are not committed \((?:\.\.\/|\/?[\w.-]+\/)+Dockerfile\).*--force/,
    ),
  ]);
  expect((await upgrade(NEW, { 'dry-run': true, force: true })).notes).toEqual([]);
  expect(await upgrade(NEW)).toMatchObject({ outcome: 'upgraded' });
});

/** The folder of a run that died before it changed anything; of this user, as far as the state folder knows. */
const leave = (isOurs = true): void => {
  const token = 'cd'.repeat(16);
  const name = `999999@gone+${token}`;
  fs.mkdirSync(at(`.tre-container/tx/${name}/new`), { recursive: true });
  fs.utimesSync(at(`.tre-container/tx/${name}`), 0, 0);
  const state = new UserState(process.env);
  if (isOurs) state.write('transactions', token, { project: root, transaction: name, secret: 'x' });
  else state.remove('transactions', token);
};

describe('what an interrupted run left', () => {
  test('is tidied up first', async () => {
    leave();
    expect((await upgrade(NEW)).notes).toEqual([expect.stringContaining('interrupted before it changed anything')]);
    expect(fs.existsSync(at('.tre-container/tx'))).toBe(false);
  });
  test('is only told in a dry run and a check', async () => {
    leave();
    expect((await upgrade(NEW, { 'dry-run': true })).notes).toEqual([expect.stringContaining('will be removed')]);
    expect((await upgrade(NEW, { check: true })).notes).toEqual([expect.stringContaining('will be removed')]);
    expect(fs.existsSync(at('.tre-container/tx'))).toBe(true);
  });
  test('by somebody else is left to its owner, who takes it back by --abort --force', async () => {
    leave(false);
    expect((await upgrade(NEW, { check: true })).notes).toEqual([expect.stringContaining('it is left as it is')]);
    await expect(upgrade(NEW)).rejects.toThrow('no run of yours began here');
    expect((await upgrade(NEW, { abort: true, force: true })).notes).toEqual([
      expect.stringContaining('its leftovers were removed'),
    ]);
    expect((await upgrade(NEW)).outcome).toBe('upgraded');
  });
});

test.each([
  ['"base": "python"', '"base": "pyton"', /\.yo-rc\.json: base: "pyton"[^]*did you mean python\?/],
  ['"base": "python"', '"base": "python", "gpuu": true', /"gpuu"[^]*did you mean gpu\?/],
  ['"image": "docker.io', '"image": [true], "was": "docker.io', /\.yo-rc\.json: image: [^]*is not text/],
  ['"ci": "github"', '"ci": 3', /\.yo-rc\.json: ci: 3 is not text[^]*--set ci=/],
  ['"name": "lung-ct"', '"name": "Lung CT"', /\.yo-rc\.json: name: [^]*lung-ct/],
])('an answer that was mistyped by hand is refused, and no default stands for it: %s', async (from, to, message) => {
  edit('.yo-rc.json', from, to);
  await expect(upgrade(NEW)).rejects.toThrow(message);
  await expect(upgrade(OLD, { check: true })).rejects.toThrow(message);
});

describe('many projects', () => {
  const names = ['a', 'b', 'c'];
  const folders = (): string[] => names.map((name) => path.join(parent, name));
  beforeEach(() => {
    for (const folder of folders()) fs.cpSync(made, folder, { recursive: true });
  });

  test('are upgraded each by itself, and one that is broken stops nobody', async () => {
    fs.writeFileSync(path.join(parent, 'b', '.yo-rc.json'), '{');
    const { code, out } = await say(NEW, {}, folders());
    expect(code).toBe(2);
    expect(out).toMatch(/a\s+upgraded\s+0\.1\.0 to 0\.2\.0[^]*b\s+failed[^]*c\s+upgraded/);
    expect(out).toContain('.yo-rc.json:1:2: is not valid JSON');
    expect(out).toContain('3 projects: 2 upgraded, 1 failed');
    expect(fs.readFileSync(path.join(parent, 'c', 'Dockerfile'), 'utf8')).toContain('still no');
  });

  test('give one JSON line each, and the worst exit code', async () => {
    fs.writeFileSync(path.join(parent, 'b', '.yo-rc.json'), '{');
    fs.writeFileSync(
      path.join(parent, 'a', 'Dockerfile'),
      fs.readFileSync(path.join(parent, 'a', 'Dockerfile'), 'utf8').replace('USER tre', 'USER 1234'),
    );
    const { code, out } = await say(COLLIDING, { json: true }, folders());
    expect(code).toBe(2);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['conflicts', 'failed', 'upgraded']);
    expect(lines.flatMap((line) => faultsBySchema('upgrade', line))).toEqual([]);
  });

  test('can be named in a file', async () => {
    const list = path.join(parent, 'list.txt');
    fs.writeFileSync(list, `# ours\r\n${folders().join('\r\n')}\r\n\r\n`);
    const { code, out } = await say(NEW, { 'from-list': list, check: true }, []);
    expect(code).toBe(1);
    expect(out).toContain('3 projects: 3 drift');
    fs.writeFileSync(list, '# nothing\n');
    await expect(say(NEW, { 'from-list': list }, [])).rejects.toThrow(/names no folder/);
  });
});

test('every byte of an upgrade is gone when nobody may write', async () => {
  const before = snapshotFolder(root);
  const refusing = {
    ...environmentOf(NEW),
    openProject: (folder: string) => ({
      ...openProject(folder),
      apply: async () => Promise.reject(new UserError({ what: 'no' })),
    }),
  };
  await expect(run({ targets: [root], flags: {} }, refusing)).rejects.toThrow('no');
  expect(snapshotFolder(root)).toEqual(before);
});

describe('a person at a terminal', () => {
  test('sees the plan once, and may look at the difference, before anything is written', async () => {
    const { asker, seen } = scriptedAsker({ 'Go ahead?': ['diff', 'write'] });
    const { code, out } = await say({ ...NEW, asker });
    expect(code).toBe(0);
    expect(seen.map(({ message }) => message)).toEqual(['Go ahead?', 'Go ahead?']);
    expect(out.match(/ {2}update {4}Dockerfile/g)).toHaveLength(1);
    expect(out).toContain('+# There is still no `# syntax=` line');
    expect(out).toContain(`To take it back: tre-container upgrade --undo ${root}`);
  });

  test('who says no has nothing written', async () => {
    const before = snapshotFolder(root);
    const { asker } = scriptedAsker({ 'Go ahead?': ['stop'] });
    await expect(say({ ...NEW, asker })).rejects.toThrow(Cancelled);
    expect(snapshotFolder(root)).toEqual(before);
  });

  test('is not asked where there is nothing to do, nor with --defaults', async () => {
    const { asker, seen } = scriptedAsker({});
    expect((await say({ ...OLD, asker })).code).toBe(0);
    expect((await say({ ...NEW, asker }, { defaults: true })).code).toBe(0);
    expect(seen).toEqual([]);
  });
});
