import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCommandLine } from '../bin/command-line.ts';
import { checkDefinition } from '../src/commands/check/check-definition.ts';
import { isDockerfile } from '../src/parse/project/dockerfile-names.ts';

const root = join(import.meta.dirname, '..');

/** Pieces of YAML files that these tests look at. */
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files?: string;
  readonly exclude?: string;
}
interface Action {
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
}

function readFile(path: string): unknown {
  return parse(readFileSync(join(root, path), 'utf8'));
}

test('the pre-commit hook takes the files that check knows as Dockerfiles', () => {
  const [hook] = readFile('.pre-commit-hooks.yaml') as Hook[];
  const matches = (path: string): boolean =>
    new RegExp(hook?.files?.replace('(?i)', '') ?? '', 'i').test(path) &&
    !new RegExp(hook?.exclude?.replace('(?i)', '') ?? '', 'i').test(path);
  for (const path of [
    'Dockerfile',
    'a/Dockerfile.gpu',
    'app.dockerfile',
    'Containerfile',
    'Dockerfile-dev',
    'Dockerfile.dockerignore',
    'Dockerfile.md',
    'MyDockerfile',
    'dockerfile.txt',
    'x/Dockerfile.yml',
    'main.py',
  ])
    expect.soft(matches(path), path).toBe(isDockerfile(path));
});

test('hooks and action call commands that exist', () => {
  const lines = (readFile('.pre-commit-hooks.yaml') as Hook[]).map(({ entry }) => entry);
  for (const line of lines)
    expect(
      readCommandLine([checkDefinition], '1', line.split(' ').slice(1), {
        out: () => undefined,
        colour: false,
        columns: 80,
      }),
    ).toHaveProperty('command', 'check');
});

/** Runs the action's script at a commit whose program notes how it is called and ends as it is told. */
function runAction(
  inputs: Readonly<Record<string, string>>,
  status: number,
  isBuilt = true,
): { readonly calls: readonly string[]; readonly status: number | null; readonly out: string } {
  const action = readFile('action.yml') as Action;
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  if (isBuilt) {
    mkdirSync(join(folder, 'dist', 'bin'), { recursive: true });
    const program = `require('node:fs').appendFileSync(process.env.CALLS, process.argv.slice(2).join('|') + '\\n'); process.exit(process.argv.includes('never') && ${String(status)} === 1 ? 0 : ${String(status)});`;
    writeFileSync(join(folder, 'dist', 'bin', 'tre-container.js'), program);
  }
  const [step] = action.runs.steps;
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, text]) => {
      const input = /inputs\.([\w-]+)/.exec(text)?.[1];
      return [name, input === undefined ? folder : (inputs[input] ?? action.inputs[input]?.default ?? '')];
    }),
  );
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, CALLS: join(folder, 'calls'), GITHUB_STEP_SUMMARY: join(folder, 'summary') },
  });
  const calls = existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
    : [];
  rmSync(folder, { recursive: true });
  return { calls, status: ran.status, out: ran.stdout };
}

const call = (failOn: string, format: string): string =>
  `check|--min-force|may|--fail-on|${failOn}|--format|${format}|--|.`;

test('the action reports thrice by the code at its own commit, and ends as the last check does', () => {
  expect(runAction({}, 0)).toMatchObject({ calls: [call('never', 'markdown'), call('note', 'github')], status: 0 });
  const all = [call('never', 'markdown'), call('never', 'sarif'), call('note', 'github')];
  expect(runAction({ 'sarif-file': 'x.sarif' }, 1)).toMatchObject({ calls: all, status: 1 });
});

test('the action fails when its program could not look, or crashed, or is not there', () => {
  for (const status of [2, 3, 137])
    expect(runAction({ 'fail-on': 'never' }, status)).toMatchObject({ calls: [call('never', 'markdown')], status });
  const absent = runAction({}, 0, false);
  expect(absent).toMatchObject({ calls: [], status: 1 });
  expect(absent.out).toContain('name the commit of a release');
});

test('no input of the action can become a command or an option', () => {
  const { calls } = runAction({ path: '--fix $(touch x); "', 'min-force': 'must' }, 0);
  expect(calls[0]?.endsWith('|--|--fix $(touch x); "')).toBe(true);
  expect((readFile('action.yml') as Action).runs.steps[0]?.run).not.toContain('${{');
});
