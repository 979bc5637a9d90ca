import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import helpers, { type RunResult } from 'yeoman-test';
import CreateGenerator from '../../generators/app/index.ts';
import CheckGenerator from '../../generators/check/index.ts';
import { create } from '../../src/library.ts';
import { UserError } from '../../src/model/errors.ts';

const example = resolve('examples/python.yml');
const terminals = { stdin: process.stdin.isTTY, stdout: process.stdout.isTTY };

afterEach(() => {
  process.stdin.isTTY = terminals.stdin;
  process.stdout.isTTY = terminals.stdout;
  process.exitCode = undefined;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What yeoman-test adds of its own is taken away again: a user who types `--force` is told that there is no such option. */
function run(
  options: object,
  settings: {
    readonly cwd?: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly answers?: Readonly<Record<string, string>>;
  } = {},
): PromiseLike<RunResult> {
  const { cwd, files = {}, answers = {} } = settings;
  const context = helpers.run(
    CreateGenerator as never,
    { namespace: 'tre-container:app' },
    cwd === undefined ? {} : { cwd },
  );
  return context
    .withOptions({ quiet: true, force: undefined, localConfigOnly: undefined, ...options } as object)
    .withAnswers(answers)
    .withFiles(files as Record<string, string>)
    .commitFiles();
}

/** Every file below a folder, with its mode, but for the journal of what was written. */
function readTree(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths
      .toSorted()
      .map((path) => [
        path,
        `${(statSync(join(folder, path)).mode & 0o777).toString(8)} ${readFileSync(join(folder, path), 'utf8')}`,
      ]),
  );
}

function readState(folder: string): Record<string, unknown> {
  const state = JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8')) as Record<
    string,
    { readonly answers: Record<string, unknown> }
  >;
  return state['generator-tre-container']?.answers ?? {};
}

function beAtATerminal(): void {
  process.stdin.isTTY = true;
  process.stdout.isTTY = true;
  vi.stubEnv('CI', '');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
}

test('makes the same project as the library, byte for byte, in one commit', async () => {
  const { cwd } = await run({ answers: example });
  const library = mkdtempSync(join(tmpdir(), 'tre-library-'));
  await create({ directory: library, answers: readState(cwd) });
  const tree = readTree(library);
  rmSync(library, { recursive: true });
  expect(Object.keys(tree).length).toBeGreaterThan(10);
  expect(readTree(cwd)).toEqual(tree);
  expect(process.exitCode).toBeUndefined();
});

test('a second run changes nothing', async () => {
  const { cwd } = await run({ answers: example });
  const before = readTree(cwd);
  await run({ answers: example }, { cwd });
  expect(readTree(cwd)).toEqual(before);
});

test('bad options and answers are errors with the numeric code that yo passes on, and nothing is written', async () => {
  for (const options of [{ answers: '/nowhere.yml' }, { zebra: true }, { set: 'nmae=x', defaults: true }, {}]) {
    const error: unknown = await Promise.resolve(run(options)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).code).toBe(2);
  }
});

test("a person is asked through Yeoman's own prompts", async () => {
  beAtATerminal();
  const { cwd } = await run(
    {},
    { answers: { 'What will the container do?': 'interactive', Base: 'rocker', 'Project name': 'survival' } },
  );
  expect(readState(cwd)).toMatchObject({ base: 'rocker', name: 'survival', port: 8787 });
});

test('a dry run and a refusal stage and write nothing', async () => {
  const dry = await run({ answers: example, dryRun: true });
  expect(existsSync(join(dry.cwd, 'Dockerfile'))).toBe(false);
  const refused = await run({ answers: example }, { files: { Dockerfile: 'FROM scratch\n' } });
  expect(readFileSync(join(refused.cwd, 'Dockerfile'), 'utf8')).toBe('FROM scratch\n');
  expect(existsSync(join(refused.cwd, 'README.md'))).toBe(false);
  expect(process.exitCode).toBe(1);
});

test("help comes from the command's definition, under the name that yo knows", async () => {
  const { generator } = await run({ answers: example });
  const help = (generator as unknown as CreateGenerator).help();
  expect(help).toContain('Usage: yo tre-container [DIR] [options]');
  expect(help).toContain('--answers FILE');
  expect(help).toContain('  yo tre-container ../lung-ct --dry-run');
});

test.each(['package.json', '.yo-rc.json'])('Yeoman itself opens no %s of a project, whatever it is', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'tre-theirs-'));
  const outside = join(folder, 'outside.json');
  writeFileSync(outside, 'no JSON');
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'Dockerfile'), 'FROM scratch\n');
  symlinkSync(outside, join(project, name));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const context = helpers.run(CheckGenerator as never, { namespace: 'tre-container:check' });
  const options = { quiet: undefined, force: undefined, localConfigOnly: undefined, destinationRoot: project };
  const { generator } = await context.withOptions(options as object);
  rmSync(folder, { recursive: true });
  expect(process.exitCode).toBe(1);
  expect(generator.fs.store.all().map(({ path }) => path)).toEqual([]);
});
