import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { create as run } from '../../helpers/call-commands.ts';
import type { Invocation } from '../../../src/model/command.ts';
import { Cancelled, UserError } from '../../../src/model/errors.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface CreateJson {
  readonly command: string;
  readonly destination: string;
  readonly answers: Record<string, unknown>;
  readonly files: readonly { readonly path: string; readonly action: string; readonly reason: string }[];
  readonly conflicts: readonly string[];
  readonly nextSteps: readonly string[];
}

async function create(
  flags: Invocation['flags'] = {},
): Promise<{ code: number; out: string; err: string; json: CreateJson }> {
  const environment = catchEnvironment();
  const code = await run(
    { targets: [join(folder, 'project')], flags: { defaults: true, json: true, ...flags } },
    environment,
  );
  const { out, err } = environment.printed;
  expect((flags['json'] ?? true) ? faultsBySchema('create', JSON.parse(out)) : []).toEqual([]);
  return {
    code,
    out,
    err,
    json: (flags['json'] ?? true) === true ? (JSON.parse(out) as CreateJson) : (undefined as never),
  };
}

async function createHere(
  flags: Invocation['flags'],
  environment = catchEnvironment(),
): Promise<{ code: number; out: string; err: string }> {
  const code = await run({ targets: [folder], flags: { set: ['name=lung-ct'], ...flags } }, environment);
  return { code, ...environment.printed };
}

const read = (path: string): string => readFileSync(join(folder, 'project', path), 'utf8');

describe('a new project', () => {
  test('is written with its answers and its baseline, and says what comes next', async () => {
    const { code, json } = await create({ set: ['name=lung-ct'] });
    expect(code).toBe(0);
    expect(json.command).toBe('create');
    expect(json.files.every(({ action }) => action === 'create')).toBe(true);
    expect(json.files.map(({ path }) => path).filter((path) => !existsSync(join(folder, 'project', path)))).toEqual([]);
    expect(JSON.parse(read('.yo-rc.json'))).toMatchObject({
      'generator-tre-container': { answers: { name: 'lung-ct' } },
    });
    expect(json.nextSteps.join('\n')).toContain('tre-container rehearse');
    expect(json.nextSteps.join('\n')).not.toContain('pin');
  });

  test('without a known digest names the command that finds it', async () => {
    const { json } = await create({ set: ['base=rapids'] });
    expect(json.nextSteps.join('\n')).toContain('tre-container pin  # the image has no digest yet');
  });

  test('in a dry run is shown, not written', async () => {
    const { code, out } = await create({ 'dry-run': true, json: false });
    expect(code).toBe(0);
    expect(out).toContain('Dockerfile');
    expect(existsSync(join(folder, 'project'))).toBe(false);
  });

  test('is not written at all while an answer is missing', async () => {
    await expect(create({ defaults: false })).rejects.toThrow(UserError);
    expect(existsSync(join(folder, 'project'))).toBe(false);
  });
});

describe('a second run', () => {
  test('with the same answers changes nothing', async () => {
    await create();
    const { code, json } = await create();
    expect(code).toBe(0);
    expect(json.files.map(({ action }) => action)).toEqual(json.files.map(() => 'unchanged'));
  });

  test('offers the earlier answers', async () => {
    await create({ set: ['name=lung-ct', 'base=jupyter'] });
    expect((await create()).json.answers).toMatchObject({ name: 'lung-ct', base: 'jupyter' });
  });

  test('keeps what a person wrote, and takes over what changed elsewhere', async () => {
    await create({ set: ['name=lung-ct'] });
    appendFileSync(join(folder, 'project', 'Dockerfile'), 'LABEL mine=1\n');
    const { code, json } = await create({ set: ['name=lung-mr'] });
    expect(code).toBe(0);
    expect(json.files.find(({ path }) => path === 'Dockerfile')?.action).toBe('merge');
    expect(read('Dockerfile')).toContain('LABEL mine=1');
    expect(read('Dockerfile')).toContain('lung-mr');
  });
});

describe('a folder with files of its own', () => {
  beforeEach(() => writeFileSync(join(folder, 'Dockerfile'), 'FROM mine\n'));

  test('is never overwritten silently: exit 1, nothing written, the remedy named', async () => {
    const { code, err } = await createHere({ defaults: true });
    expect(code).toBe(1);
    expect(err).toContain('Dockerfile');
    expect(err).toContain('--on-conflict');
    expect(readdirSync(folder)).toEqual(['Dockerfile']);
  });

  test.each([
    ['yours', 'FROM mine\n'],
    ['theirs', expect.stringContaining('/safe_data')],
  ])('--on-conflict %s', async (how, expected) => {
    expect((await createHere({ defaults: true, 'on-conflict': how })).code).toBe(0);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toEqual(expected);
    expect(readdirSync(folder)).toContain('.yo-rc.json');
  });

  test('a broken .yo-rc.json stops it before anything is asked or written', async () => {
    writeFileSync(join(folder, '.yo-rc.json'), '{');
    await expect(createHere({ defaults: true })).rejects.toThrow(/\.yo-rc\.json/);
    expect(readdirSync(folder).toSorted()).toEqual(['.yo-rc.json', 'Dockerfile']);
  });

  test('a person sees the plan, decides about each file, and may still stop with nothing written', async () => {
    const { asker, seen } = scriptedAsker({
      'Dockerfile exists and differs': ['yours'],
      'Write these files?': [false],
    });
    await expect(createHere({}, catchEnvironment({ asker }))).rejects.toThrow(Cancelled);
    expect(seen.map(({ message }) => message).slice(-2)).toEqual([
      'Dockerfile exists and differs',
      'Write these files?',
    ]);
    expect(readdirSync(folder)).toEqual(['Dockerfile']);
  });

  test('a person who says yes gets all of it, with their own file as it was', async () => {
    const { asker } = scriptedAsker({});
    const environment = catchEnvironment({ asker });
    expect((await createHere({}, environment)).code).toBe(0);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
    expect(environment.printed.out).toContain('.dockerignore');
  });
});
