import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCommandLine } from '../bin/command-line.ts';
import { checkDefinition } from '../src/commands/check/check-definition.ts';
import { isDockerfile } from '../src/parse/project/project.ts';

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

/** Runs the action's script with an npx that notes how it is called and ends as it is told. */
function runAction(
  inputs: Readonly<Record<string, string>>,
  status: number,
): { readonly calls: readonly string[]; readonly status: number | null } {
  const action = readFile('action.yml') as Action;
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  writeFileSync(
    join(folder, 'npx'),
    `#!/bin/sh\nprintf '%s|' "$@" >> "$CALLS"; echo >> "$CALLS"\nexit ${String(status)}\n`,
    { mode: 0o755 },
  );
  const [step] = action.runs.steps;
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, text]) => {
      const input = /inputs\.([\w-]+)/.exec(text)?.[1];
      return [name, input === undefined ? root : (inputs[input] ?? action.inputs[input]?.default ?? '')];
    }),
  );
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...env,
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      CALLS: join(folder, 'calls'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    },
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  rmSync(folder, { recursive: true });
  return { calls, status: ran.status };
}

test('the action reports thrice with its own version, and ends as the check does', () => {
  const { version } = readFile('package.json') as { version: string };
  const call = (format: string): string =>
    `--yes|generator-tre-container@${version}|check|--min-force|may|--fail-on|note|--format|${format}|--|.|`;
  expect(runAction({}, 0)).toEqual({ calls: [call('markdown'), call('github')], status: 0 });
  expect(runAction({ 'sarif-file': 'x.sarif' }, 1)).toEqual({
    calls: [call('markdown'), call('sarif'), call('github')],
    status: 1,
  });
  expect(runAction({}, 2)).toEqual({ calls: [call('markdown')], status: 1 });
});

test('no input of the action can become a command or an option', () => {
  const { calls } = runAction({ path: '--fix $(touch x); "', 'min-force': 'must' }, 0);
  expect(calls[0]?.endsWith('|--|--fix $(touch x); "|')).toBe(true);
  expect((readFile('action.yml') as Action).runs.steps[0]?.run).not.toContain('${{');
});
