import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AnyCall, adopt, check, create, rehearse, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
/** A folder that adopt wrote, brought by somebody else: beside it lies what is none of its business. */
let inbox = '';

type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

async function start(run: AnyCall, target: string, flags: Flags): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  inbox = join(folder, 'inbox');
  mkdirSync(join(folder, 'theirs'));
  mkdirSync(inbox);
  writeFileSync(join(folder, 'theirs', 'a.py'), 'print(1)\n');
  const set = ['program=a.py', 'name=theirs', 'registry=ghcr.io/x'];
  await start(adopt, join(folder, 'theirs'), { defaults: true, set });
  writeFileSync(join(inbox, 'a.py'), 'import requests\nrequests.get("http://top-secret.example/")\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const commands: Readonly<Record<string, readonly [AnyCall, Flags]>> = {
  'rehearse --print-context-digest': [rehearse, { 'print-context-digest': true }],
  'rehearse --dry-run': [rehearse, { 'dry-run': true }],
  'upgrade --dry-run --diff': [upgrade, { 'dry-run': true, diff: true, defaults: true }],
  upgrade: [upgrade, { defaults: true }],
  'upgrade --check': [upgrade, { check: true }],
  create: [create, { defaults: true }],
  check: [check, {}],
  'check --checklist': [check, { checklist: true }],
};

/** What a command says about a record that lies in a folder of some name, in a repository whose root is `git`. */
async function meet(
  command: string,
  name: string,
  git?: string,
  tracked?: string,
): Promise<{ said: string; checklist: string }> {
  const target = join(inbox, name);
  cpSync(join(folder, 'theirs', 'tre'), target, { recursive: true });
  if (git !== undefined) execFileSync('git', ['init', '--quiet', join(inbox, git)]);
  if (tracked !== undefined) execFileSync('git', ['-C', inbox, 'add', tracked]);
  const [run, flags] = commands[command] ?? [check, {}];
  const said = await start(run, target, flags);
  return { said, checklist: readFileSync(join(target, 'CHECKLIST.md'), 'utf8') };
}

interface Refused {
  readonly place: string;
  readonly name: string;
  readonly git?: string;
  readonly tracked?: string;
  readonly why: string;
}

const refused: readonly Refused[] = [
  { place: 'a folder with no repository around it', name: 'tre', why: 'the folder above is in no git repository' },
  {
    place: 'a checkout with a repository of its own',
    name: 'tre',
    git: 'tre',
    why: 'it is the root of a repository itself',
  },
  {
    place: 'an archive unpacked in a repository of the reader',
    name: 'tre',
    git: '.',
    tracked: 'a.py',
    why: 'git does not track tre/.yo-rc.json',
  },
  {
    place: 'a repository without an index',
    name: 'tre',
    git: '.',
    why: 'git does not track tre/.yo-rc.json',
  },
  { place: 'a folder of another name', name: 'study', git: '.', why: 'it is not called tre' },
];

describe.each(refused)('$place', ({ name, git, tracked, why }) => {
  test.each(Object.keys(commands))('%s refuses it', async (command) => {
    const { said, checklist } = await meet(command, name, git, tracked);
    expect(said).toContain(why);
    expect(said).toContain('nothing above it is read');
    expect(said + checklist).not.toContain('top-secret');
  });
});

test.each(Object.keys(commands))('a folder that git tracks: %s takes what lies above', async (command) => {
  const { said } = await meet(command, 'tre', '.', 'tre/.yo-rc.json');
  expect(said).not.toContain('nothing above it is read');
});

test('an index that cannot be read says nothing', async () => {
  execFileSync('git', ['init', '--quiet', inbox]);
  writeFileSync(join(inbox, '.git', 'index'), 'DIRC');
  cpSync(join(folder, 'theirs', 'tre'), join(inbox, 'tre'), { recursive: true });
  expect(await start(check, join(inbox, 'tre'), {})).toContain("git's index of the repository above could not be read");
});

function startGit(place: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', place, ...words]);
}

test('in a second working tree its own index counts', async () => {
  const repository = join(folder, 'repository');
  const tree = join(folder, 'tree');
  mkdirSync(repository);
  startGit(repository, 'init', '--quiet');
  startGit(repository, '-c', 'user.name=A', '-c', 'user.email=a@b.example', 'commit', '--allow-empty', '-qm', 'first');
  startGit(repository, 'worktree', 'add', '-q', tree);
  cpSync(join(folder, 'theirs', 'tre'), join(tree, 'tre'), { recursive: true });
  const digest = { 'print-context-digest': true };
  expect(await start(rehearse, join(tree, 'tre'), digest)).toContain(
    'To fix: where the folder above is your repository and this folder belongs to it, say so there: git add tre',
  );
  startGit(tree, 'add', 'tre');
  expect(await start(rehearse, join(tree, 'tre'), digest)).toMatch(/^0/);
});

test('a folder that this user adopted needs no git, until it is moved or the memory is gone', async () => {
  const target = join(folder, 'theirs', 'tre');
  const digest = { 'print-context-digest': true };
  expect(await start(rehearse, target, digest)).toMatch(/^0/);
  renameSync(join(folder, 'theirs'), join(folder, 'moved'));
  const moved = join(folder, 'moved', 'tre');
  expect(await start(rehearse, moved, digest)).toContain('nothing above it is read');
  expect(await start(adopt, join(folder, 'moved'), { defaults: true })).toMatch(/^0/);
  expect(await start(rehearse, moved, digest)).toMatch(/^0/);
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'empty'));
  expect(await start(rehearse, moved, digest)).toContain('nothing above it is read');
});

test.each([
  ['another folder', '../elsewhere', 'elsewhere'],
  ['.git', '.git', 'inbox/.git'],
  ["a person's other project", '../theirs/tre', 'theirs/tre'],
])('adopt writes nothing through a link that came with the repository, to %s', async (_what, target, victim) => {
  mkdirSync(join(folder, 'elsewhere'));
  mkdirSync(join(inbox, '.git'));
  symlinkSync(target, join(inbox, 'tre'));
  const before = readdirSync(join(folder, victim));
  const text = (): string | undefined =>
    before.includes('Dockerfile') ? readFileSync(join(folder, victim, 'Dockerfile'), 'utf8') : undefined;
  const was = text();
  const said = await start(adopt, inbox, { defaults: true, set: ['program=a.py', 'ci=none'] });
  expect(said).toContain('is a link: what is written for the container would lie where it leads to');
  expect(await start(adopt, inbox, { survey: true })).not.toContain('decided when tre/ was written');
  expect(readdirSync(join(folder, victim))).toEqual(before);
  expect(text()).toBe(was);
});
