import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AnyCall, check, create, pin, rehearse, upgrade } from '../../helpers/call-commands.ts';
import type { Flags } from '../../../src/model/command.ts';
import { UserError } from '../../../src/model/errors.ts';
import { standIn } from '../../fakes/environment.ts';

let folder: string;
let root: string;
beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'above-')));
  root = path.join(folder, 'project');
  const set = ['name=lung-ct', 'project=p-1', 'registry=ghcr.io/lung'];
  await create({ targets: [root], flags: { set, defaults: true, quiet: true } }, standIn(folder));
  fs.mkdirSync(path.join(root, 'src/models'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const below = (): string => path.join(root, 'src/models');

async function start(
  run: AnyCall,
  cwd: string,
  flags: Flags = {},
  targets: readonly string[] = [],
): Promise<{ readonly out: string; readonly err: string; readonly problem: string }> {
  const environment = standIn(cwd);
  let problem = '';
  try {
    await run({ targets, flags } as never, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problem = error.message;
  }
  return { ...environment.printed, problem };
}

describe('in a folder of a project', () => {
  test.each([
    ['check', check, {}],
    ['upgrade', upgrade, { check: true }],
    ['pin', pin, { check: true, json: true }],
    ['rehearse', rehearse, { 'dry-run': true }],
  ] as const)('%s works on the project above, and names it first', async (_name, run, flags) => {
    const { err, problem } = await start(run, below(), flags);
    expect(err.split('\n')[0]).toBe(`The project above, ../.. (${root})`);
    expect(problem).not.toContain('holds no');
    expect(problem).not.toContain('there is no Dockerfile');
  });

  test('places are those from where the command was typed', async () => {
    fs.appendFileSync(path.join(root, 'Dockerfile'), 'ENV TOKEN=abc\n');
    expect((await start(check, below())).out).toContain('  ../../Dockerfile:');
    fs.writeFileSync(path.join(root, '.yo-rc.json'), '{"generator-tre-container"');
    expect((await start(upgrade, below())).problem).toMatch(/^\.\.\/\.\.\/\.yo-rc\.json:1:/);
    expect((await start(upgrade, folder, {}, ['project'])).problem).toMatch(/^project\/\.yo-rc\.json:1:/);
    expect((await start(upgrade, root)).problem).toMatch(/^\.yo-rc\.json:1:/);
  });

  test('nobody is told to make a project inside the project', async () => {
    expect((await start(create, below(), { defaults: true })).problem).toContain(
      'this folder lies in the project ../..',
    );
    expect((await start(check, folder, {}, ['project/src/models'])).problem).toContain('tre-container check project');
    expect((await start(upgrade, folder, {}, ['project/src/models'])).problem).toContain('the project above: project');
    expect(fs.readdirSync(below())).toEqual([]);
  });

  test('the answers that were typed go with the way to the project above', async () => {
    fs.writeFileSync(path.join(below(), 'own.py'), 'print(1)\n');
    const { problem } = await start(create, below(), { defaults: true, set: ['name=x'] }, ['.']);
    expect(problem).toContain('tre-container create ../.. --set name=x --defaults');
  });

  test('a project in a folder that the one around it copies is told so', async () => {
    const { err } = await start(create, below(), { defaults: true }, ['newproj']);
    expect(err).toContain(
      'the Dockerfile there copies src/. Make it elsewhere, or add src/models/newproj to its .dockerignore',
    );
    const beside = await start(create, root, { defaults: true }, ['tools/other']);
    expect(beside.err).not.toContain('takes it in');
  });

  test('pin names files above as they are typed', async () => {
    const { out } = await start(pin, below(), { check: true, 'dry-run': true });
    expect(out).not.toContain(root);
  });

  test('a Dockerfile of its own is what is judged', async () => {
    fs.writeFileSync(path.join(below(), 'Dockerfile'), 'FROM python:3.12\n');
    expect((await start(check, below())).err).not.toContain('The project above');
  });
});

describe('the search ends', () => {
  test('at the root of a repository', async () => {
    fs.mkdirSync(path.join(below(), '.git'));
    expect((await start(check, below())).problem).toContain('holds no Dockerfile');
    fs.mkdirSync(path.join(below(), 'deep'));
    expect((await start(upgrade, path.join(below(), 'deep'))).problem).toContain('tre-container create');
  });

  test('at a folder of another owner', async () => {
    const real = fs.statSync.bind(fs);
    vi.spyOn(fs, 'statSync').mockImplementation(((place: fs.PathLike, options?: fs.StatSyncOptions) => {
      const found = real(place, options);
      return String(place) === root && found !== undefined
        ? Object.assign(Object.create(found) as fs.Stats, { uid: 4242 })
        : found;
    }) as typeof fs.statSync);
    expect((await start(upgrade, below(), { check: true })).problem).toContain('holds no project');
  });

  test('where nothing is found', async () => {
    expect((await start(check, folder, {}, [])).err).not.toContain('The project above');
  });
});

test("from a folder above, a project's own waivers hold for its files, and for those alone", async () => {
  const waive = 'waivers:\n  - rule: no-secrets\n    reason: a made-up token\n    by: Ada\n    date: 2026-01-01\n';
  for (const name of ['project', 'other']) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(
      path.join(folder, name, 'Dockerfile'),
      'FROM docker.io/library/python:3.12\nENV API_TOKEN=abcdef0123456789\n',
    );
  }
  fs.writeFileSync(path.join(root, '.tre-container.yml'), waive);
  const { out } = await start(check, folder, { format: 'json' });
  const results = (JSON.parse(out) as { results: { rule: string; verdict: string; location?: { file: string } }[] })
    .results;
  const verdicts = results
    .filter(({ rule }) => rule === 'no-secrets')
    .map(({ verdict, location }) => [location?.file, verdict]);
  expect(verdicts).toEqual([
    ['other/Dockerfile', 'fail'],
    ['project/Dockerfile', 'waived'],
  ]);
});
