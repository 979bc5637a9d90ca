import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { goldenFolder } from '../helpers/golden.ts';
import { runTool, verdictOf } from './run-tool.ts';
import { filesLike } from './trees.ts';

interface GitLabJob {
  readonly extends?: string;
  readonly image?: { readonly name: string };
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'pipelines-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const root = join(import.meta.dirname, '..', '..');
const ours = readdirSync(join(root, '.github/workflows')).map((file) => join('.github/workflows', file));

describe.each([
  {
    whose: 'of projects',
    folder: goldenFolder,
    files: filesLike(/^\.github\/workflows\/.*\.yml$/).map(([tree, file]) => join(tree, file)),
    actions: [],
  },
  { whose: 'of this repository', folder: root, files: ours, actions: ['action.yml'] },
])('GitHub workflows $whose', ({ folder, files, actions }) => {
  test('actionlint, with shellcheck on every script, is content', () => {
    expect(
      verdictOf(runTool(folder, 'actionlint', ['-oneline', '-shellcheck', 'shellcheck', '-pyflakes', '', ...files])),
    ).toBe('status 0');
  });

  test('zizmor is content, and pedantic', () => {
    const run = runTool(folder, 'zizmor', [
      '--offline',
      '--pedantic',
      '--no-progress',
      '--format',
      'json',
      ...files,
      ...actions,
    ]);
    expect({ status: run.status, findings: JSON.parse(run.out) as unknown }).toEqual({ status: 0, findings: [] });
  });

  test('the schema of GitHub workflows takes them', () => {
    expect(
      runTool(folder, 'check-jsonschema', ['--builtin-schema', 'vendor.github-workflows', ...files]),
    ).toMatchObject({ status: 0 });
  });
});

describe.each(filesLike(/^\.gitlab-ci\.yml$/))('%s %s', (tree, file, folder) => {
  const jobs = parse(readFileSync(join(folder, file), 'utf8')) as Readonly<Record<string, GitLabJob>>;
  const scripts = Object.entries(jobs).filter(([, job]) => Array.isArray(job.script));

  test('the schema of GitLab pipelines takes it', () => {
    expect(verdictOf(runTool(folder, 'check-jsonschema', ['--builtin-schema', 'vendor.gitlab-ci', file]))).toMatch(
      /^status 0\n/,
    );
  });

  test.each(scripts)('shellcheck is content with the script of %s', (name, job) => {
    const parent = job.extends === undefined ? undefined : jobs[job.extends];
    const image = (job.image ?? parent?.image)?.name ?? '';
    const lines = ['set -e', ...(job.before_script ?? parent?.before_script ?? []), ...(job.script ?? [])];
    writeFileSync(join(scratch, `${tree}-${name}.sh`), `${lines.join('\n')}\n`);
    expect(
      verdictOf(
        runTool(scratch, 'shellcheck', [
          '--shell',
          image.includes('/docker:') ? 'busybox' : 'bash',
          `${tree}-${name}.sh`,
        ]),
      ),
    ).toBe('status 0');
  });
});

test('the tools do find a fault', () => {
  writeFileSync(
    join(scratch, 'bad.yml'),
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: echo ${{ github.event.pull_request.title }}\n',
  );
  expect(runTool(scratch, 'zizmor', ['--offline', '--no-progress', 'bad.yml']).out).toContain('template-injection');
  expect(runTool(scratch, 'actionlint', ['bad.yml']).out).toContain('untrusted');
});
