import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { goldenFolder } from '../helpers/golden.ts';
import { runTool, type ToolRun } from './run-tool.ts';

/** What others use of this repository, run as they run it: the pre-commit hooks and the GitHub Action. */
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'integrations-'));
const clean = join(folder, 'clean');
const broken = join(folder, 'broken');

/** npm may need the machine's own settings to reach its registry; those of the npm that runs these tests are not for the one that pre-commit starts. */
const ownEnvironment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^npm_/i.test(name) ? [] : [[name, value] as const],
  ),
);

function git(where: string, ...words: readonly string[]): string {
  const run = runTool(where, 'git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words]);
  if (run.status !== 0) throw new Error(run.err);
  return run.out.trim();
}

beforeAll(() => {
  for (const project of [clean, broken]) {
    cpSync(join(goldenFolder, 'python-minimal'), project, { recursive: true });
    git(project, 'init', '--quiet');
  }
  const dockerfile = join(broken, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace(/^RUN mkdir .*\n/m, ''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

/** A commit as the release workflow makes it, with what was built in it, in a clone of its own. */
function releaseCommit(): { readonly repository: string; readonly commit: string } {
  const repository = join(folder, 'released');
  git(folder, 'clone', '--quiet', root, repository);
  cpSync(join(root, 'dist'), join(repository, 'dist'), { recursive: true });
  // What is being tried is this tree, committed or not.
  for (const name of ['package.json', 'package-lock.json', '.pre-commit-hooks.yaml', 'scripts', 'templates'])
    cpSync(join(root, name), join(repository, name), { recursive: true });
  git(repository, 'add', '--force', 'dist');
  git(repository, 'commit', '--quiet', '--all', '--message', 'Release');
  return { repository, commit: git(repository, 'rev-parse', 'HEAD') };
}

test('pre-commit installs the hooks from the commit of a release, and they judge', () => {
  const { repository, commit } = releaseCommit();
  const hooks = (project: string): ToolRun => {
    writeFileSync(
      join(project, '.pre-commit-config.yaml'),
      `repos:\n  - repo: file://${repository}\n    rev: ${commit}\n    hooks: [{id: tre-container}, {id: tre-container-project}]\n`,
    );
    git(project, 'add', '--all');
    return runTool(project, 'pre-commit', ['run', '--all-files', '--color', 'never'], {
      ...ownEnvironment,
      PATH: inject('toolPath'),
      PRE_COMMIT_HOME: join(folder, 'pre-commit'),
    });
  };
  const passed = hooks(clean);
  expect([passed.status, passed.out.match(/^TRE requirements of .*Passed$/gm)?.length]).toEqual([0, 2]);
  const failed = hooks(broken);
  expect([
    failed.status,
    failed.out.match(
      /^ {2}Dockerfile:\d+ .* add the line: RUN mkdir \/safe_data \/safe_outputs \/scratch \[tre-directories-declared\]$/gm,
    )?.length,
  ]).toEqual([1, 2]);
}, 300_000);

describe('the GitHub Action', () => {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: {
      readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
    };
  };

  /** Runs the steps as a hosted runner does: its bash, its expressions filled in, its files. */
  function use(project: string, inputs: Readonly<Record<string, string>> = {}): ToolRun & { readonly summary: string } {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    const [step] = action.runs.steps;
    if (step === undefined || action.runs.steps.length > 1) throw new Error('one step was expected');
    const filled = Object.fromEntries(
      Object.entries(step.env).map(([name, value]) => [
        name,
        value.replaceAll(/\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}/g, (_, input: string | undefined) =>
          input === undefined ? root : (inputs[input] ?? action.inputs[input]?.default ?? 'unknown input'),
        ),
      ]),
    );
    const run = runTool(project, 'bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
      ...filled,
      PATH: inject('toolPath'),
      GITHUB_STEP_SUMMARY: summary,
    });
    return { ...run, summary: readFileSync(summary, 'utf8') };
  }

  test('a clean project: no annotation, a summary, exit code 0', () => {
    const { status, out, summary } = use(clean);
    expect([status, out]).toEqual([0, '']);
    expect(summary).toMatch(/^## TRE requirements\n\nnothing to fix, /);
  });

  test('a finding: one annotation at its line, the same in the summary and in SARIF, exit code 1', () => {
    const { status, out, summary } = use(broken, { 'sarif-file': 'report.sarif' });
    expect([status, out]).toEqual([
      1,
      expect.stringMatching(/^::error file=Dockerfile,line=\d+,title=tre-directories-declared::[^\n]+\n$/),
    ]);
    expect(summary).toContain('| must | Dockerfile:');
    const { runs } = JSON.parse(readFileSync(join(broken, 'report.sarif'), 'utf8')) as {
      readonly runs: readonly {
        readonly results: readonly { readonly ruleId: string; readonly suppressions?: unknown }[];
      }[];
    };
    expect(
      runs[0]?.results.filter(({ suppressions }) => suppressions === undefined).map(({ ruleId }) => ruleId),
    ).toEqual(['tre-directories-declared']);
  });

  test('--fail-on reaches the exit code, and a target that is not there fails the step', () => {
    expect(use(broken, { 'fail-on': 'never' }).status).toBe(0);
    expect(use(clean, { path: 'nowhere' }).status).toBe(2);
  });

  test('an input is data: what looks like a command is a path that is not there', () => {
    const { status, out, err } = use(clean, { path: '$(echo owned >&2); --fix' });
    expect([status, out, err.includes('there is no such file or folder'), /^owned$/m.test(err)]).toEqual([
      2,
      '',
      true,
      false,
    ]);
  });

  test('zizmor has nothing to say', () => {
    expect(runTool(root, 'zizmor', ['--offline', '--quiet', 'action.yml'])).toMatchObject({ status: 0 });
  });
});
