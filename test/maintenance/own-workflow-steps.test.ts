import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name: string; readonly run?: string }[] }>
  >;
}

const root = join(import.meta.dirname, '..', '..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-steps-'));
  for (const name of ['stubs', 'temp/release', 'temp/update', 'repository'])
    mkdirSync(join(folder, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Programs that only note how they are called; a script may say more. */
function stub(name: string, script = ''): void {
  writeFileSync(join(folder, 'stubs', name), `#!/usr/bin/env bash\necho "${name} $*" >> "$CALLS"\n${script}\n`, {
    mode: 0o755,
  });
}

/** Runs a step of one of our workflows word for word, as a hosted runner does. */
function runStep(file: string, job: string, name: string, variables: Readonly<Record<string, string>> = {}) {
  const workflow = parse(readFileSync(join(root, '.github/workflows', file), 'utf8')) as Workflow;
  const script = workflow.jobs[job]?.steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`${file}: job ${job} has no step "${name}" with a script`);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'stubs')}:${process.env['PATH'] ?? ''}`,
      CALLS: join(folder, 'calls'),
      RUNNER_TEMP: join(folder, 'temp'),
      RUNNER_TOOL_CACHE: join(folder, 'tools'),
      GITHUB_PATH: join(folder, 'path'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_SHA: '0123456789abcdef',
      GITHUB_REPOSITORY: 'OWNER/generator-tre-container',
      ...variables,
    },
  });
  const calls = existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
    : [];
  return { status, calls, out: stdout + stderr };
}

function putNode(version: string): void {
  const bin = join(folder, 'tools/node', version, 'x64/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node'), `#!/bin/sh\necho v${version}\n`, { mode: 0o755 });
}

describe('ci', () => {
  test("takes the newest Node of a line that the runner's image has", () => {
    for (const version of ['20.9.0', '20.19.5', '22.1.0']) putNode(version);
    expect(runStep('ci.yml', 'test', 'Choose Node', { NODE: '20' })).toMatchObject({ status: 0, out: 'v20.19.5\n' });
    expect(readFileSync(join(folder, 'path'), 'utf8')).toBe(`${join(folder, 'tools/node/20.19.5/x64/bin')}\n`);
  });

  test('fails where the image has none of that line', () => {
    putNode('22.1.0');
    expect(runStep('ci.yml', 'test', 'Choose Node', { NODE: '20' }).status).not.toBe(0);
  });

  test.each([
    ['test', 'Test', ['npm ci --no-fund --no-audit', 'npm test']],
    ['release', 'Check the release', ['npm ci --no-fund --no-audit', 'npm run release:check']],
  ])('job %s ends as its commands do', (job, step, calls) => {
    stub('npm');
    expect(runStep('ci.yml', job, step)).toMatchObject({ status: 0, calls });
    for (const failing of calls) {
      stub('npm', `[ "npm $*" != "${failing}" ] || exit 1`);
      expect(runStep('ci.yml', job, step).status).toBe(1);
    }
  });

  test('all suites run as root, with the PATH that the runner has', () => {
    stub('sudo');
    const { status, calls } = runStep('ci.yml', 'suites', 'Run them');
    expect(status).toBe(0);
    expect(calls[0]).toMatch(/^sudo --set-home env PATH=\S+ CI=true bash \.ci\/run$/);
  });
});

const at = (name: string): string => join(folder, 'temp/release', name);

describe('release', () => {
  const version = { VERSION: '0.2.0' };
  beforeEach(() => {
    for (const name of ['npm', 'git', 'gh']) stub(name);
    const files = ['generator-tre-container-0.2.0.tgz', 'tre-container-0.2.0.tgz', 'notes.md', 'sbom.cdx.json'];
    for (const file of files) writeFileSync(at(file), file);
    mkdirSync(join(folder, 'made/dist'), { recursive: true });
    spawnSync('tar', ['--create', '--gzip', '--file', at('dist.tar.gz'), 'dist'], { cwd: join(folder, 'made') });
    const sums = [...files, 'dist.tar.gz'].map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(at(file)))
          .digest('hex')}  ${file}\n`,
    );
    writeFileSync(at('SHA256SUMS'), sums.join(''));
  });

  test('is made by the commands that CONTRIBUTING names, and a version is no command', () => {
    expect(runStep('release.yml', 'make', 'Make the release', { VERSION: '0.2.0; id' })).toMatchObject({
      status: 0,
      calls: ['npm ci --no-fund --no-audit', 'npm test', 'npm run release:check -- 0.2.0; id'],
    });
  });

  test('publishes both packages from what was made, the one that pipelines install last', () => {
    expect(runStep('release.yml', 'publish', 'Publish the packages', version)).toMatchObject({
      status: 0,
      calls: [
        'npm publish --ignore-scripts --provenance --access public ./generator-tre-container-0.2.0.tgz',
        'npm publish --ignore-scripts --provenance --access public ./tre-container-0.2.0.tgz',
      ],
    });
  });

  test('publishes nothing where a file is not what was made', () => {
    writeFileSync(at('tre-container-0.2.0.tgz'), 'other');
    const { status, calls } = runStep('release.yml', 'publish', 'Publish the packages', version);
    expect(status).not.toBe(0);
    expect(calls).toEqual([]);
  });

  test('the tag holds the built code, and the release has notes, packages and checksums', () => {
    const { status, calls } = runStep('release.yml', 'publish', 'Tag the built code and make the release', version);
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'repository/dist'))).toBe(true);
    expect(calls).toContain('git add --force dist');
    expect(calls).toContain('git tag v0.2.0');
    expect(calls.find((call) => call.startsWith('gh '))).toMatch(
      /^gh release create v0\.2\.0 .*--notes-file notes\.md .*tre-container-0\.2\.0\.tgz sbom\.cdx\.json SHA256SUMS$/,
    );
  });
});

describe('catalog-update', () => {
  test.each([
    [0, 0],
    [1, 0],
    [2, 2],
  ])('a search that ends with %i ends the step with %i', (code, status) => {
    for (const name of ['npm', 'npx', 'git']) stub(name);
    stub('node', `case "$1" in scripts/*) echo report; exit ${String(code)} ;; esac`);
    rmSync(join(folder, 'temp/update'), { recursive: true });
    mkdirSync(join(folder, 'repository/.github/workflows'), { recursive: true });
    const run = runStep('catalog-update.yml', 'look', 'Update the catalogue');
    expect(run.status === 0).toBe(status === 0);
    expect(existsSync(join(folder, 'output'))).toBe(code === 1);
  });

  test('a search that crashed is no report', () => {
    for (const name of ['npm', 'npx', 'git']) stub(name);
    stub('node', 'exit 1');
    rmSync(join(folder, 'temp/update'), { recursive: true });
    expect(runStep('catalog-update.yml', 'look', 'Update the catalogue').status).not.toBe(0);
  });

  test('proposes the changes in a request of its own, or renews the one that is open', () => {
    stub('git');
    for (const [count, verb] of [
      ['0', 'create'],
      ['1', 'edit'],
    ] as const) {
      stub('gh', `[ "$2" != list ] || echo ${count}`);
      rmSync(join(folder, 'calls'), { force: true });
      const { status, calls } = runStep('catalog-update.yml', 'propose', 'Open a pull request');
      expect(status).toBe(0);
      expect(calls.some((call) => call.startsWith(`gh pr ${verb} `))).toBe(true);
    }
  });

  test('tells what a person has to look at in an issue, or renews the one that is open', () => {
    const text = '# Scanners and other tools\n'.repeat(9000);
    writeFileSync(join(folder, 'temp/update/report.md'), text);
    for (const [open, verb] of [
      ['', 'create --title The catalogue has to be looked at'],
      ['7', 'edit 7'],
    ] as const) {
      stub('gh', `[ "$2" != list ] || echo ${open}`);
      rmSync(join(folder, 'calls'), { force: true });
      const run = runStep('catalog-update.yml', 'tell', 'Open an issue, or renew the one that is open', {
        TITLE: 'The catalogue has to be looked at',
      });
      expect(run.status).toBe(0);
      expect(run.calls.at(-1)).toContain(`gh issue ${verb} `);
      expect(readFileSync(join(folder, 'temp/issue.md'), 'utf8')).toHaveLength(60_000);
    }
  });
});
